using ModelMarket.Cli.Demo;
using ModelMarket.Cli.Market;
using ModelMarket.Cli.Modeling;
using ModelMarket.Learning.Execution;
using Rollup.Primitives;

namespace ModelMarket.Cli.Tests.Modeling;

public sealed class ThreadPartitionTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Every_part_runs_once(int width)
    {
        var calls = new int[23];

        new ThreadPartition(width).Run(calls.Length, part => Interlocked.Increment(ref calls[part]));

        calls.Should().OnlyContain(count => count == 1);
    }

    [Fact]
    public void Two_parts_run_at_once()
    {
        using var both = new Barrier(2);

        new ThreadPartition(2).Run(2, _ => both.SignalAndWait(TimeSpan.FromSeconds(60)).Should().BeTrue("the other part runs at the same time"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Scores_and_trained_weights_are_the_same_bits_on_any_number_of_threads(int width)
    {
        var data = DemoData.Load();
        var options = Workbench.ReadTrainer("builtin:adam,lr=0.01,epochs=2,batch=64");
        var alone = Bench(data, SequentialPartition.Instance);
        var together = Bench(data, new ThreadPartition(width));

        var expected = alone.Train(data.Owner(0), options, static _ => { }, CancellationToken.None).Weights;
        var trained = together.Train(data.Owner(0), options, static _ => { }, CancellationToken.None).Weights;

        trained.CanonicalBytes().Should().Equal(expected.CanonicalBytes());
        together.Score(trained).Value.Should().Be(alone.Score(expected).Value);
        together.ScoreInitial().Value.Should().Be(alone.ScoreInitial().Value);
    }

    private static Workbench Bench(DemoData data, IPartition partition)
    {
        var (means, deviations) = data.Standardisation();
        var draft = DemoTerms.Draft("t", "1", Address.Zero, "builtin:adam");
        return Workbench.Open(DenseNetwork.Write(means, deviations, [256, 96]), data.Validation.Encode(), TermsBuilder.ForJudge(draft), partition);
    }
}
