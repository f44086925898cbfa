using ModelMarket.Cli.Demo;
using ModelMarket.Cli.Market;
using ModelMarket.Cli.Modeling;
using Rollup.Primitives;

namespace ModelMarket.Cli.Tests.Modeling;

public sealed class DenseNetworkTests
{
    private const long LnTwo = 693_147_181;

    [Theory]
    [InlineData(new int[0], 31)]
    [InlineData(new[] { 16 }, 513)]
    public void The_machines_judge_takes_it_and_only_the_layers_are_trainable(int[] hidden, int parameters)
    {
        var bench = Bench(hidden);

        bench.Parameters.Should().Be(parameters);
        bench.ScoreInitial().IsWorst.Should().BeFalse();
    }

    [Fact]
    public void An_untrained_logistic_regression_knows_nothing() => Bench([]).ScoreInitial().Value.Should().Be(LnTwo);

    [Fact]
    public void Training_is_the_same_twice_and_improves()
    {
        var data = DemoData.Load();
        var bench = Bench([]);
        var options = Workbench.ReadTrainer("builtin:adam,lr=0.01,epochs=5,batch=16");

        var first = bench.Train(data.Owner(0), options, static _ => { }, CancellationToken.None);
        var second = bench.Train(data.Owner(0), options, static _ => { }, CancellationToken.None);

        first.Weights.ValuesEqual(second.Weights).Should().BeTrue();
        bench.Score(first.Weights).Value.Should().BeLessThan(LnTwo / 2);
    }

    [Fact]
    public void The_demo_deals_every_row_once()
    {
        var data = DemoData.Load();

        new[] { data.Validation, data.Owner(0), data.Owner(1), data.Owner(2) }.Select(part => part.RowCount).Should().Equal(171, 96, 151, 151);
    }

    private static Workbench Bench(int[] hidden)
    {
        var data = DemoData.Load();
        var (means, deviations) = data.Standardisation();
        var draft = DemoTerms.Draft("t", "1", Address.Zero, "builtin:adam");
        return Workbench.Open(DenseNetwork.Write(means, deviations, hidden), data.Validation.Encode(), TermsBuilder.ForJudge(draft));
    }
}
