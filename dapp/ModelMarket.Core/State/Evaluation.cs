using System.Collections.Immutable;
using ModelMarket.Learning.Scoring;
using ModelMarket.Learning.Weights;
using Rollup.Primitives;

namespace ModelMarket.Core.State;

/// <summary>
/// A submission being judged. Its weights are decoded; the run is a linear value: the decision that advances it always commits.
/// </summary>
/// <param name="SubmissionId">Which one.</param>
/// <param name="Stage">What is next.</param>
/// <param name="DigestParts">Hashes of the parts of the weights that are hashed so far.</param>
/// <param name="Compared">Kept submissions compared in this stage.</param>
/// <param name="Weights">The decoded tensors.</param>
/// <param name="Run">The scoring; null before it starts.</param>
/// <param name="NextRow">The run's cursor when this was committed: the batch.</param>
/// <param name="NextNode">The node within it.</param>
internal sealed record Evaluation(
    int SubmissionId, EvaluationStage Stage, ImmutableArray<Hash32> DigestParts, int Compared, WeightSet Weights, ScoringRun? Run, int NextRow, int NextNode)
{
    public Evaluation With(ScoringRun run) => this with { Run = run, NextRow = run.NextRow, NextNode = run.NextNode };

    public void WriteTo(CanonicalWriter writer)
    {
        writer.Int(SubmissionId).Byte((byte)Stage).Int(Compared).Int(NextRow).Int(NextNode).OptionalInt(Run?.WorkDone);
        writer.UInt((ulong)DigestParts.Length);
        foreach (Hash32 part in DigestParts) writer.Hash32(part);
    }
}
