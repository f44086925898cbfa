using Rollup.Primitives;

namespace ModelMarket.Core.State;

/// <summary>
/// The hash of one job: the canonical serialisation of everything that a later decision or view reads. Terms count by their hash, content by
/// CID and declaration, tensors by a kept digest, live evaluations by their cursor: they are functions of these.
/// </summary>
internal static class JobHash
{
    /// <summary>What a job's form begins with.</summary>
    public const string Domain = "ModelMarket.v1.job";

    public static Hash32 Of(Job job) => Write(job).Hash();

    /// <summary>The form itself, for <see cref="JobReader"/>.</summary>
    public static byte[] Encode(Job job) => Write(job).ToArray();

    private static CanonicalWriter Write(Job job)
    {
        var writer = new CanonicalWriter(Domain);
        WriteHead(writer, job);
        WriteMoney(writer, job);
        WritePreparing(writer, job);
        WriteScoring(writer, job);
        writer.UInt((ulong)job.Submissions.Length);
        foreach (Submission submission in job.Submissions) Write(writer, submission);
        // At the end, so that its absence is told by the length.
        foreach (MessageCount count in job.MessageCounts) writer.Address(count.Sender).UInt(count.Notes).UInt(count.Messages);
        return writer;
    }

    private static void WriteHead(CanonicalWriter writer, Job job)
    {
        writer.UInt(job.Id).Address(job.Sponsor).Address(job.Token).UInt(job.OpenedAt).UInt(job.ReclaimAfter);
        writer.Hash32(job.TermsHash).Bool(job.Terms is not null).Bool(job.Reclaiming).Int(job.ReservedBytes).OptionalHash(job.PrunedDigest);
        writer.Bool(job.End is not null);
        if (job.End is { } end) writer.UInt((ulong)end.Reason).Text(end.Detail).UInt(end.At);
    }

    private static void WriteMoney(CanonicalWriter writer, Job job)
    {
        job.Money.WriteTo(writer);
        job.SponsorBond.WriteTo(writer);
        job.ClientBonds.WriteTo(writer);
        writer.UInt(job.NextPaymentId);
        writer.UInt((ulong)job.Depositors.Length);
        foreach (Depositor depositor in job.Depositors) writer.Address(depositor.Address).Amount(depositor.Amount);
    }

    private static void WritePreparing(CanonicalWriter writer, Job job)
    {
        writer.UInt(job.ModelDeclaration).UInt(job.DataDeclaration).Bool(job.ModelComplete).Bool(job.DataComplete);
        writer.OptionalHash(job.SealedRoot).Bool(job.Sealed is not null);
        job.Sealed?.WriteTo(writer);
        writer.Bool(job.Preparation is not null);
        job.Preparation?.WriteTo(writer);
        writer.Bool(job.Prepared is not null);
        if (job.Prepared is not { } prepared) return;
        writer.Int(prepared.M0).Int(prepared.StandardError).Bool(prepared.Noisy).Bool(prepared.HigherIsBetter);
        writer.Int(prepared.Rows).Int(prepared.Parameters).Int(prepared.WorkPerSubmission).UInt(prepared.OpenStart);
    }

    private static void WriteScoring(CanonicalWriter writer, Job job)
    {
        writer.Int(job.Best.Score).OptionalInt(job.Best.SubmissionId);
        writer.Bool(job.Baseline is not null);
        if (job.Baseline is { } baseline) writer.Int(baseline.M0).Int(baseline.Rows).Bool(baseline.Defaulted);
        writer.Bool(job.Evaluation is not null);
        job.Evaluation?.WriteTo(writer);
        WriteRounds(writer, job);
    }

    private static void WriteRounds(CanonicalWriter writer, Job job)
    {
        writer.Bool(job.Global is not null);
        job.Global?.WriteTo(writer);
        writer.UInt((ulong)job.Rounds.Length);
        foreach (RoundState round in job.Rounds) round.WriteTo(writer);
        writer.Bool(job.RoundWork is not null);
        job.RoundWork?.WriteTo(writer);
        writer.Bool(job.FinalCheck is not null);
        job.FinalCheck?.WriteTo(writer);
    }

    private static void Write(CanonicalWriter writer, Submission submission)
    {
        writer.Int(submission.Id).Address(submission.Sender).Hash32(submission.Commitment).UInt(submission.InputIndex);
        writer.UInt(submission.CommittedAt).Amount(submission.FundedBefore).UInt(submission.RevealBy).UInt(submission.UploadBy);
        writer.UInt(submission.Round).Amount(submission.Bond).Bool(submission.BondClosed).OptionalUInt(submission.PublicAt);
        writer.Bool(submission.Judged is not null);
        if (submission.Judged is { } judged) writer.Int(judged.Score).UInt(judged.Gain);
        writer.Bool(submission.Uploaded).OptionalHash(submission.TensorDigest).Bool(submission.Weights is not null);
        if (submission.Weights is { } weights) writer.Bytes(weights.Cid.Encode()).UInt(weights.SizeBytes).UInt(weights.DeclarationId);
        writer.UInt(submission.Contribution).Amount(submission.FinalPay).OptionalUInt(submission.FinalPaymentId);
        writer.Bool(submission.Decided is not null);
        if (submission.Decided is { } decided) Write(writer, decided);
    }

    private static void Write(CanonicalWriter writer, Decided decided)
    {
        writer.Byte((byte)decided.Outcome).Text(decided.Detail).OptionalInt(decided.Score).Int(decided.BestBefore);
        writer.UInt(decided.Improvement).Amount(decided.PaidBefore).Amount(decided.Pay).OptionalUInt(decided.PaymentId);
        writer.OptionalInt(decided.DuplicateOf).UInt(decided.At);
    }
}
