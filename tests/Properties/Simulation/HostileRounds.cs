using ModelMarket.Core.Tests.Stories;
using ModelMarket.Learning;
using ModelMarket.Learning.Aggregation;
using ModelMarket.Learning.Metrics;
using ModelMarket.Learning.Weights;
using Rollup.Primitives;

namespace Properties.Simulation;

/// <summary>Ten clients train one logistic regression over ten rounds, the first three of them hostile: as a job in rounds, and without a market.</summary>
public static class HostileRounds
{
    public const int Clients = 10;
    public const int Hostile = 3;
    public const ulong Pool = 1_000_000;
    private const uint Rounds = 10;
    private const float Boost = 10;

    /// <summary>A job on the core: commitments, reveals, gates, aggregate, pay, and the next round from the global model that inspect gives.</summary>
    /// <returns>The last global model, and what the three were paid.</returns>
    public static (WeightSet Model, UInt128 Earned) Job(Owners owners, AggregationRule rule, uint parameter, HostileAct act)
    {
        MarketStory story = new MarketStory().RoundsOpened(
            Rounds,
            terms => terms with
            {
                Aggregator = (byte)rule,
                AggregatorParameter = parameter,
                MaxSubmissions = Clients,
                MinImprovement = 0,
                DuplicateThousandths = DuplicateTable.Threshold,
                EvalBatchRows = 64,
                Target = 600_000_000,
            },
            owners.Model,
            owners.Validation,
            Pool);
        WeightSet global = owners.Initial;
        for (uint round = 1; round <= Rounds; round++)
        {
            story.AtRound(round);
            IEnumerable<int> present = Enumerable.Range(0, Clients).Where(client => client >= Hostile || act != HostileAct.Absent);
            story.Played([.. present.Select(client => (Who(client), StoryFile.Of(Submission(owners, global, client, act).Encode(WeightEncoding.F32))))]);
            if (story.Job.Rounds?.Global is not null) global = MarketStory.Decoded(story.PublicJudge(), story.GlobalFile);
        }

        return (global, Enumerable.Range(0, Hostile).Aggregate(UInt128.Zero, (sum, client) => sum + story.PaidTo(Who(client))));
    }

    /// <summary>The same rounds with the aggregator alone: all submissions are members, whatever they do to the score.</summary>
    public static WeightSet WithoutGates(Owners owners, AggregationRule rule, uint parameter, HostileAct act)
    {
        WeightSet global = owners.Initial;
        for (uint round = 1; round <= Rounds; round++)
        {
            WeightSet[] members = [.. Enumerable.Range(act == HostileAct.Absent ? Hostile : 0, Clients - (act == HostileAct.Absent ? Hostile : 0))
                .Select(client => Submission(owners, global, client, act))];
            long start = owners.PublicScore(global);
            long[] improvements = [.. members.Select(member => World.Terms.Metric.Improvement(start, owners.PublicScore(member)))];
            Aggregator.TryCreate(AggregationTerms.Of(rule, parameter, members.Length), global, members, improvements, out Aggregator? aggregator, out LearningFault fault)
                .Should().BeTrue(fault.Detail);
            global = aggregator!.Aggregate();
        }

        return global;
    }

    private static Address Who(int client) => Address.Parse($"0x{0x1000 + client:x40}");

    private static WeightSet Submission(Owners owners, WeightSet global, int client, HostileAct act)
    {
        bool isHostile = client < Hostile && act != HostileAct.None;
        WeightSet trained = owners.Trained(global, client, isHostile && act == HostileAct.BoostedFlips);
        if (!isHostile) return trained;
        float factor = act switch { HostileAct.BoostedFlips => Boost, HostileAct.SignFlips => -1, _ => -Boost };
        for (int t = 0; t < trained.Tensors.Count; t++)
        {
            Span<float> values = trained.Tensors[t].Floats;
            ReadOnlySpan<float> from = global.Tensors[t].Floats;
            for (int i = 0; i < values.Length; i++) values[i] = from[i] + ((values[i] - from[i]) * factor);
        }

        return trained;
    }
}
