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
/// <param name="Cursor">Where the run was when this was committed; null before it starts.</param>
internal sealed record Evaluation(
    int SubmissionId, EvaluationStage Stage, ImmutableArray<Hash32> DigestParts, int Compared, WeightSet Weights, ScoringRun? Run, RunCursor? Cursor)
{
    public Evaluation With(ScoringRun run) => this with { Run = run, Cursor = RunCursor.Of(run) };

    /// <summary>Without weights and run: they are functions of the submission's file.</summary>
    public static Evaluation ReadFrom(ref CanonicalReader reader)
    {
        int id = reader.ReadInt32();
        var stage = (EvaluationStage)reader.ReadByte();
        int compared = reader.ReadInt32();
        RunCursor? cursor = RunCursor.ReadOptional(ref reader);
        ImmutableArray<Hash32>.Builder parts = ImmutableArray.CreateBuilder<Hash32>();
        for (ulong left = reader.ReadUInt64(); left > 0 && !reader.HasFailed; left--) parts.Add(reader.ReadHash32());
        return new Evaluation(id, stage, parts.ToImmutable(), compared, null!, null, cursor);
    }

    public void WriteTo(CanonicalWriter writer)
    {
        writer.Int(SubmissionId).Byte((byte)Stage).Int(Compared);
        RunCursor.Write(writer, Cursor);
        writer.UInt((ulong)DigestParts.Length);
        foreach (Hash32 part in DigestParts) writer.Hash32(part);
    }
}
