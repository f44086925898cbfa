using ModelMarket.Core.Tests.Stories;
using ModelMarket.Learning.Aggregation;
using ModelMarket.Learning.Weights;
using Rollup.Primitives;
using Xunit.Abstractions;

namespace Properties.Simulation;

/// <summary>
/// mechanism.md §10 through the whole market: ten clients of a job in rounds, three of them hostile, breast cancer, logistic regression. The gates
/// refuse what makes the model worse, so every aggregator ends well, the plain mean too; what the aggregators do without gates is a test of the
/// library. <c>MODELMARKET_SEEDS=5</c> plays five seeds.
/// </summary>
public sealed class HostileRoundsTests(ITestOutputHelper output)
{
    private const int Clients = 10;
    private const int Hostile = 3;
    private const uint Rounds = 10;
    private const float Boost = 10;

    private static int Seeds => int.TryParse(Environment.GetEnvironmentVariable("MODELMARKET_SEEDS"), out int seeds) ? Math.Min(seeds, 5) : 1;

    [Theory]
    [InlineData(AggregationRule.GatedMean, 0)]
    [InlineData(AggregationRule.Mean, 0)]
    [InlineData(AggregationRule.ClippedMean, 1_000)]
    [InlineData(AggregationRule.Median, 0)]
    [InlineData(AggregationRule.TrimmedMean, 300)]
    [InlineData(AggregationRule.Krum, 2)]
    [InlineData(AggregationRule.MultiKrum, 2)]
    public void Three_hostile_clients_of_ten_earn_nothing_and_spoil_no_model(AggregationRule rule, uint parameter)
    {
        double honest = Mean(seed => Play(new Owners(seed, Clients), rule, parameter, null).Accuracy);
        foreach (bool flipsLabels in new[] { true, false })
        {
            (double Accuracy, double Earned)[] plays = [.. Enumerable.Range(1, Seeds).Select(seed => Play(new Owners(seed, Clients), rule, parameter, flipsLabels))];
            double accuracy = plays.Average(play => play.Accuracy), earned = plays.Average(play => play.Earned);
            output.WriteLine(
                $"{rule}, {(flipsLabels ? "labels" : "signs")} flipped, delta ×10: test accuracy {accuracy:F4}, {honest:F4} without the three; they earn {100 * earned:F2} % of the pool");

            accuracy.Should().BeGreaterThanOrEqualTo(honest - .02);
            earned.Should().Be(0);
        }
    }

    private static double Mean(Func<int, double> value) => Enumerable.Range(1, Seeds).Average(value);

    /// <summary>One job; null: the three stay away.</summary>
    private static (double Accuracy, double Earned) Play(Owners owners, AggregationRule rule, uint parameter, bool? flipsLabels)
    {
        MarketStory story = new MarketStory().RoundsOpened(
            Rounds,
            terms => terms with { Aggregator = (byte)rule, AggregatorParameter = parameter, MaxSubmissions = Clients, MinImprovement = 0, EvalBatchRows = 64, Target = 600_000_000 },
            owners.Model,
            owners.Validation,
            1_000_000);
        WeightSet global = owners.Initial;
        for (uint round = 1; round <= Rounds; round++)
        {
            story.AtRound(round);
            IEnumerable<int> present = Enumerable.Range(0, Clients).Where(client => client >= Hostile || flipsLabels is not null);
            story.Played([.. present.Select(client => (Who(client), File(owners, global, client, flipsLabels ?? false, round)))]);
            if (story.Job.Rounds?.Global is not null) global = MarketStory.Decoded(story.PublicJudge(), story.GlobalFile);
        }

        UInt128 earned = Enumerable.Range(0, Hostile).Aggregate(UInt128.Zero, (sum, client) => sum + story.PaidTo(Who(client)));
        return (owners.TestAccuracy(global), (double)earned / 1_000_000);
    }

    private static Address Who(int client) => Address.Parse($"0x{0x1000 + client:x40}");

    private static StoryFile File(Owners owners, WeightSet global, int client, bool flipsLabels, uint round)
    {
        bool isHostile = client < Hostile;
        WeightSet trained = owners.Trained(global, client, flipLabels: isHostile && flipsLabels, seed: round);
        if (!isHostile) return StoryFile.Of(trained.Encode(WeightEncoding.F32));
        float factor = flipsLabels ? Boost : -Boost;
        for (int t = 0; t < trained.Tensors.Count; t++)
        {
            Span<float> values = trained.Tensors[t].Floats;
            ReadOnlySpan<float> from = global.Tensors[t].Floats;
            for (int i = 0; i < values.Length; i++) values[i] = from[i] + ((values[i] - from[i]) * factor);
        }

        return StoryFile.Of(trained.Encode(WeightEncoding.F32));
    }
}
