using System.Collections.Immutable;
using ModelMarket.Learning.Aggregation;
using ModelMarket.Learning.Scoring;
using ModelMarket.Learning.Weights;
using Rollup.Primitives;

namespace ModelMarket.Core.State;

/// <summary>
/// A round whose submissions are judged and whose coalitions are being scored. The run is a linear value, as in <see cref="Evaluation"/>; the
/// aggregator and the aggregates are functions of the members' files.
/// </summary>
/// <param name="Members">The submissions that are aggregated, in commitment order.</param>
/// <param name="Aggregator">Weighs them.</param>
/// <param name="Scores">Scores of the coalitions so far, in the order of <see cref="Payout.Coalitions"/>.</param>
/// <param name="Full">The aggregate of all members; null before it is made.</param>
/// <param name="FullOutputs">Its outputs, where the terms compare directions.</param>
/// <param name="Run">The scoring of the next coalition; null between two.</param>
/// <param name="Cursor">Where the run was when this was committed; null between two.</param>
internal sealed record RoundWork(
    ImmutableArray<int> Members,
    Aggregator Aggregator,
    ImmutableArray<long> Scores,
    WeightSet? Full,
    ReadOnlyMemory<float> FullOutputs,
    ScoringRun? Run,
    RunCursor? Cursor)
{
    public RoundWork With(ScoringRun run) => this with { Run = run, Cursor = RunCursor.Of(run) };

    /// <summary>Without aggregator, aggregates and run: they are functions of the members' files.</summary>
    public static RoundWork ReadFrom(ref CanonicalReader reader)
    {
        ImmutableArray<int>.Builder members = ImmutableArray.CreateBuilder<int>();
        for (ulong left = reader.ReadUInt64(); left > 0 && !reader.HasFailed; left--) members.Add(reader.ReadInt32());
        ImmutableArray<long>.Builder scores = ImmutableArray.CreateBuilder<long>();
        for (ulong left = reader.ReadUInt64(); left > 0 && !reader.HasFailed; left--) scores.Add(reader.ReadInt64());
        return new RoundWork(members.ToImmutable(), null!, scores.ToImmutable(), null, default, null, RunCursor.ReadOptional(ref reader));
    }

    public void WriteTo(CanonicalWriter writer)
    {
        writer.UInt((ulong)Members.Length);
        foreach (int member in Members) writer.Int(member);
        writer.UInt((ulong)Scores.Length);
        foreach (long score in Scores) writer.Int(score);
        RunCursor.Write(writer, Cursor);
    }
}
