using ModelMarket.Contracts;
using ModelMarket.Core.Inspect;
using ModelMarket.Core.Judging;
using ModelMarket.Learning.Scoring;
using ModelMarket.Learning.Weights;
using Rollup.Primitives;

namespace ModelMarket.Core.Tests.Stories;

/// <summary>Jobs in rounds: each round opens at its fixed time, once the one before it is settled.</summary>
public sealed partial class MarketStory
{
    /// <summary>Terms of a job in rounds: R4, a bond of ten, eight clients a round.</summary>
    public static JobTerms InRounds(JobTerms terms, uint rounds) => terms with
    {
        Kind = 3,
        PayRule = 4,
        Flags = 2,
        Rounds = rounds,
        ScoringSeconds = 100,
        ClientBond = ClientBond,
        FinalThousandths = terms.SealedGroups > 0 ? 500U : 0U,
    };

    /// <summary>A job in rounds on public data, prepared.</summary>
    public MarketStory RoundsOpened(uint rounds = 2, Func<JobTerms, JobTerms>? change = null, byte[]? model = null, byte[]? data = null, UInt128? reward = null) =>
        Funded(reward, terms => Changed(InRounds(terms, rounds), change), model, data).Delivered(Model).Delivered(Data).TickedOut().AtRound(1);

    /// <summary>A job in rounds with sealed data, drawn, opened and prepared.</summary>
    public MarketStory SealedRoundsOpened(uint rounds = 2, Func<JobTerms, JobTerms>? change = null) =>
        Sealed(change: terms => Changed(InRounds(terms, rounds), change)).SealedPrepared().AtRound(1);

    /// <summary>What is sent next is for this round, whenever it is.</summary>
    public MarketStory ForRound(uint round)
    {
        Round = round;
        return this;
    }

    public RoundView RoundOf(uint round) => Ask<RoundDetailView>($"jobs/{JobId}/rounds/{round}").Round;

    public MarketStory AtRound(uint round)
    {
        Round = round;
        ulong start = RoundOf(round).OpenStart;
        return At(Math.Max(Now, start));
    }

    public MarketStory AtRevealOfRound() => At(RoundOf(Round).OpenEnd);

    public MarketStory AtScoringOfRound() => At(RoundOf(Round).UploadEnd);

    /// <summary>Everybody commits with a bond of ten, reveals and uploads; the round is settled.</summary>
    public MarketStory Played(params (Address Client, StoryFile Weights)[] turns)
    {
        foreach ((Address client, StoryFile weights) in turns) BondedAndCommitted(client, weights, ClientBond);
        AtRevealOfRound();
        foreach ((Address client, StoryFile weights) in turns) Shown(client, weights);
        return AtScoringOfRound().TickedOut();
    }

    /// <summary>The bytes of the global model, from inspect alone. Tiny models are one block.</summary>
    public byte[] GlobalFile => Ask<BlockView>($"blocks/{Job.Rounds!.Global!.Cid}").Data;

    /// <summary>The library's own judge of the public rows.</summary>
    public Judge PublicJudge()
    {
        JudgeData[] files = Job.Seal is { } seal ? [.. seal.Drawn.Select(index => new JudgeData(Groups[index].Bytes, null))] : [new JudgeData(Data.Bytes, null)];
        Judge.TryCreate(Model.Bytes, files, Job.Terms!.ForJudge(), out Judge? judge, out _, out string detail).Should().BeTrue(detail);
        return judge!;
    }

    public static long ScoreBy(Judge judge, WeightSet? weights)
    {
        ScoringRun run = judge.Scorer.Start(weights);
        long budget = long.MaxValue;
        run.Advance(ref budget).Should().BeTrue();
        return run.Score.Value;
    }

    public static WeightSet Decoded(Judge judge, byte[] file)
    {
        judge.TryDecode(file, out WeightSet? weights, out string detail).Should().BeTrue(detail);
        return weights!;
    }

    private static JobTerms Changed(JobTerms terms, Func<JobTerms, JobTerms>? change) => change?.Invoke(terms) ?? terms;
}
