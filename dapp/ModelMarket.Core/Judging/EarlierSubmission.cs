using Rollup.Primitives;

namespace ModelMarket.Core.Judging;

/// <summary>A decided submission, as far as gate 3 of a later one needs it.</summary>
/// <param name="Id">Its number in the job.</param>
/// <param name="Outcome">How it was decided.</param>
/// <param name="TensorDigest">Digest of its decoded tensors; null if they were never decoded.</param>
/// <param name="File">Its file, where the terms compare directions and it is known; null otherwise.</param>
public sealed record EarlierSubmission(int Id, SubmissionOutcome Outcome, Hash32? TensorDigest, ReadOnlyMemory<byte>? File)
{
    /// <summary>Whether later submissions are compared with its directions: it was scored and was no copy itself.</summary>
    public bool IsKept => Outcome is SubmissionOutcome.Paid or SubmissionOutcome.ImprovedUnpaid or SubmissionOutcome.NotImproved
        or SubmissionOutcome.FloorMissed;
}
