using System.Collections.Immutable;
using ModelMarket.Learning.Aggregation;
using ModelMarket.Learning.Scoring;
using ModelMarket.Learning.Weights;

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
/// <param name="NextRow">The run's cursor when this was committed: the batch.</param>
/// <param name="NextNode">The node within it.</param>
internal sealed record RoundWork(
    ImmutableArray<int> Members,
    Aggregator Aggregator,
    ImmutableArray<long> Scores,
    WeightSet? Full,
    ReadOnlyMemory<float> FullOutputs,
    ScoringRun? Run,
    int NextRow,
    int NextNode)
{
    public RoundWork With(ScoringRun run) => this with { Run = run, NextRow = run.NextRow, NextNode = run.NextNode };

    public void WriteTo(CanonicalWriter writer)
    {
        writer.UInt((ulong)Members.Length);
        foreach (int member in Members) writer.Int(member);
        writer.UInt((ulong)Scores.Length);
        foreach (long score in Scores) writer.Int(score);
        writer.Int(NextRow).Int(NextNode).OptionalInt(Run?.WorkDone);
    }
}
