using System.Globalization;
using ModelMarket.Core.Tests.Stories;
using ModelMarket.Learning.Aggregation;
using Rollup.Primitives;

namespace ModelMarket.Dapp.Tests;

/// <summary>A job of one round whose settlement is mostly one kind of work.</summary>
/// <param name="Name">What it is mostly.</param>
/// <param name="Rule">How the members are aggregated.</param>
/// <param name="Members">Clients; up to ten every coalition of them is aggregated and scored.</param>
/// <param name="Features">Weights of the logistic regression, but for the bias.</param>
/// <param name="Parameter">Of the rule: thousandths of the clip norm, thousandths trimmed, or hostile members.</param>
internal sealed record RoundsWorkJob(string Name, AggregationRule Rule, int Members, int Features, uint Parameter = 0)
{
    // All of one class, so that every member improves.
    private const int Rows = 3;
    private const float Scale = 0.2f;

    /// <summary>Sums, sorted columns, and a large model that is published.</summary>
    public static IReadOnlyList<RoundsWorkJob> All { get; } =
    [
        new("mean of every coalition of ten", AggregationRule.GatedMean, 10, 2_000),
        new("median of every coalition of ten", AggregationRule.Median, 10, 2_000),
        new("median of twenty", AggregationRule.Median, 20, 20_000),
        new("Krum over every coalition of eight", AggregationRule.Krum, 8, 1_000, 2),
        new("publishing a model", AggregationRule.Mean, 1, 100_000),
    ];

    /// <summary>A whole story, and where in it the round's settlement begins.</summary>
    public MarketStory Play(out int judging)
    {
        const ushort mixed = 16;
        var story = new MarketStory().RoundsOpened(
            1,
            terms => terms with { MaxSubmissions = (uint)Math.Max(10, Members), Flags = (ushort)(Members > 10 ? terms.Flags | mixed : terms.Flags), Aggregator = (byte)Rule, AggregatorParameter = Parameter, MinImprovement = 0, DuplicateThousandths = 0 },
            TinyFiles.Model(Features),
            TinyFiles.Data(Rows, Features));
        (Address Client, StoryFile Weights)[] turns = [.. Enumerable.Range(1, Members).Select(member => (ClientOf(member), WeightsOf(member)))];
        foreach (var (client, weights) in turns)
        {
            story.BondedAndCommitted(client, weights, MarketStory.ClientBond);
        }

        story.AtRevealOfRound();
        foreach (var (client, weights) in turns)
        {
            story.Shown(client, weights);
        }

        story.AtScoringOfRound();
        judging = story.Inputs.Count;
        story.TickedOut();
        story.RoundOf(1).Members.Should().Be(Members, "all improve the model");
        return story;
    }

    private static Address ClientOf(int member) => Address.Parse(string.Create(CultureInfo.InvariantCulture, $"0x{0x1000 + member:x40}"));

    // The more features, the smaller each weight, for a margin that stays.
    private StoryFile WeightsOf(int member) =>
        StoryFile.Of(TinyFiles.Weights(Scale * (1 + (0.05f * member)) / MathF.Sqrt(Features), features: Features, bias: 0.01f * member));
}
