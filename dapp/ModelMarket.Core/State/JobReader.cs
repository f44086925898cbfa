using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using ModelMarket.Content;
using ModelMarket.Core.Decisions;
using Rollup.Primitives;

namespace ModelMarket.Core.State;

/// <summary>
/// Reads the form that <see cref="JobHash"/> writes, in the same order. What is read is written again and must be the same bytes, so the two cannot
/// drift apart: whatever the hash covers, the job has.
/// </summary>
internal static class JobReader
{
    /// <summary>The job without what follows from its files: judge, runs, decoded weights (<see cref="JobRebuild"/>).</summary>
    /// <param name="form">What <see cref="JobHash.Encode"/> gave.</param>
    /// <param name="terms">Its terms on the wire; empty where it has none.</param>
    /// <param name="schedule">Of the genesis.</param>
    /// <param name="job">The job; null unless both are its.</param>
    public static bool TryRead(ReadOnlySpan<byte> form, ReadOnlySpan<byte> terms, Schedule schedule, [NotNullWhen(true)] out Job? job)
    {
        var reader = new CanonicalReader(form);
        reader.Require(reader.ReadText() == JobHash.Domain);
        job = ReadHead(ref reader, terms, schedule);
        job = ReadMoney(ref reader, job);
        job = ReadPreparing(ref reader, job);
        job = ReadScoring(ref reader, job);
        job = job with { Submissions = ReadSubmissions(ref reader), MessageCounts = ReadMessageCounts(ref reader) };
        if (!reader.IsComplete || !JobHash.Encode(job).AsSpan().SequenceEqual(form)) job = null;
        return job is not null;
    }

    public static long? ReadOptionalInt(ref CanonicalReader reader) => reader.ReadBool() ? reader.ReadInt64() : null;

    public static Hash32? ReadOptionalHash(ref CanonicalReader reader) => reader.ReadBool() ? reader.ReadHash32() : null;

    public static Cid ReadCid(ref CanonicalReader reader)
    {
        reader.Require(Cid.TryDecode(reader.ReadBytes(), out Cid cid, out _));
        return cid;
    }

    private static ulong? ReadOptionalUInt(ref CanonicalReader reader) => reader.ReadBool() ? reader.ReadUInt64() : null;

    private static int? ReadOptionalIndex(ref CanonicalReader reader) => reader.ReadBool() ? reader.ReadInt32() : null;

    private static Job ReadHead(ref CanonicalReader reader, ReadOnlySpan<byte> terms, Schedule schedule)
    {
        var job = new Job
        {
            Id = reader.ReadUInt64(),
            Sponsor = reader.ReadAddress(),
            Token = reader.ReadAddress(),
            OpenedAt = reader.ReadUInt64(),
            ReclaimAfter = reader.ReadUInt64(),
            TermsHash = reader.ReadHash32(),
        };
        Terms? read = null;
        bool hasTerms = reader.ReadBool();
        reader.Require(hasTerms
            ? Keccak256.Hash(terms) == job.TermsHash && TermsCheck.TryRead(terms, schedule, out read, out _)
            : terms.IsEmpty);
        return job with
        {
            Terms = read,
            TermsBytes = terms.ToArray(),
            Reclaiming = reader.ReadBool(),
            ReservedBytes = (long)reader.ReadUInt64((ulong)Limits.MachineBytesMax),
            PrunedDigest = ReadOptionalHash(ref reader),
            End = reader.ReadBool() ? new JobEnd((RejectCode)reader.ReadUInt64(ushort.MaxValue), reader.ReadText(), reader.ReadUInt64()) : null,
        };
    }

    private static Job ReadMoney(ref CanonicalReader reader, Job job)
    {
        job = job with
        {
            Money = Ledger.ReadFrom(ref reader),
            SponsorBond = Ledger.ReadFrom(ref reader),
            ClientBonds = Ledger.ReadFrom(ref reader),
            NextPaymentId = reader.ReadUInt64(),
        };
        ImmutableArray<Depositor>.Builder depositors = ImmutableArray.CreateBuilder<Depositor>();
        for (ulong left = reader.ReadUInt64(); left > 0 && !reader.HasFailed; left--) depositors.Add(new Depositor(reader.ReadAddress(), reader.ReadUInt128()));
        return job with { Depositors = depositors.ToImmutable() };
    }

    private static Job ReadPreparing(ref CanonicalReader reader, Job job)
    {
        job = job with
        {
            ModelDeclaration = reader.ReadUInt64(),
            DataDeclaration = reader.ReadUInt64(),
            ModelComplete = reader.ReadBool(),
            DataComplete = reader.ReadBool(),
            SealedRoot = ReadOptionalHash(ref reader),
        };
        bool isSealed = reader.ReadBool();
        reader.Require(!isSealed || job.Terms?.Seal is not null);
        if (isSealed && !reader.HasFailed) job = job with { Sealed = SealedData.ReadFrom(ref reader, job.Terms!.Seal!.Groups) };
        if (reader.ReadBool()) job = job with { Preparation = new Preparation(null!, null!, RunCursor.ReadFrom(ref reader)) };
        if (!reader.ReadBool()) return job;
        return job with
        {
            Prepared = new Prepared(
                reader.ReadInt64(), reader.ReadInt64(), reader.ReadBool(), reader.ReadBool(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadUInt64()),
        };
    }

    private static Job ReadScoring(ref CanonicalReader reader, Job job)
    {
        job = job with
        {
            Best = new Best(reader.ReadInt64(), ReadOptionalIndex(ref reader)),
            Baseline = reader.ReadBool() ? new Baseline(reader.ReadInt64(), reader.ReadInt64(), reader.ReadBool()) : null,
            Evaluation = reader.ReadBool() ? Evaluation.ReadFrom(ref reader) : null,
            Global = reader.ReadBool() ? GlobalModel.ReadFrom(ref reader) : null,
        };
        ImmutableArray<RoundState>.Builder rounds = ImmutableArray.CreateBuilder<RoundState>();
        for (ulong left = reader.ReadUInt64(); left > 0 && !reader.HasFailed; left--) rounds.Add(RoundState.ReadFrom(ref reader));
        return job with
        {
            Rounds = rounds.ToImmutable(),
            RoundWork = reader.ReadBool() ? RoundWork.ReadFrom(ref reader) : null,
            FinalCheck = reader.ReadBool() ? FinalCheck.ReadFrom(ref reader) : null,
        };
    }

    private static ImmutableArray<Submission> ReadSubmissions(ref CanonicalReader reader)
    {
        ImmutableArray<Submission>.Builder submissions = ImmutableArray.CreateBuilder<Submission>();
        for (ulong left = reader.ReadUInt64(); left > 0 && !reader.HasFailed; left--)
        {
            Submission submission = ReadSubmission(ref reader);
            reader.Require(submission.Id == submissions.Count);
            submissions.Add(submission);
        }

        return submissions.ToImmutable();
    }

    private static ImmutableArray<MessageCount> ReadMessageCounts(ref CanonicalReader reader)
    {
        ImmutableArray<MessageCount>.Builder counts = ImmutableArray.CreateBuilder<MessageCount>();
        while (reader.HasMore) counts.Add(new MessageCount(reader.ReadAddress(), (uint)reader.ReadUInt64(uint.MaxValue), (uint)reader.ReadUInt64(uint.MaxValue)));
        return counts.ToImmutable();
    }

    private static Submission ReadSubmission(ref CanonicalReader reader)
    {
        var submission = new Submission
        {
            Id = reader.ReadInt32(),
            Sender = reader.ReadAddress(),
            Commitment = reader.ReadHash32(),
            InputIndex = reader.ReadUInt64(),
            CommittedAt = reader.ReadUInt64(),
            FundedBefore = reader.ReadUInt128(),
            RevealBy = reader.ReadUInt64(),
            UploadBy = reader.ReadUInt64(),
            Round = (uint)reader.ReadUInt64(uint.MaxValue),
            Bond = reader.ReadUInt128(),
            BondClosed = reader.ReadBool(),
            PublicAt = ReadOptionalUInt(ref reader),
            Judged = reader.ReadBool() ? new Judged(reader.ReadInt64(), reader.ReadUInt64(long.MaxValue)) : null,
            Uploaded = reader.ReadBool(),
            TensorDigest = ReadOptionalHash(ref reader),
            Weights = reader.ReadBool() ? new RevealedWeights(ReadCid(ref reader), reader.ReadUInt64(), reader.ReadUInt64()) : null,
            Contribution = reader.ReadUInt64(),
            FinalPay = reader.ReadUInt128(),
            FinalPaymentId = ReadOptionalUInt(ref reader),
        };
        return reader.ReadBool() ? submission with { Decided = ReadDecided(ref reader) } : submission;
    }

    private static Decided ReadDecided(ref CanonicalReader reader) => new(
        (SubmissionOutcome)reader.ReadByte(),
        reader.ReadText(),
        ReadOptionalInt(ref reader),
        reader.ReadInt64(),
        reader.ReadUInt64(),
        reader.ReadUInt128(),
        reader.ReadUInt128(),
        ReadOptionalUInt(ref reader),
        ReadOptionalIndex(ref reader),
        reader.ReadUInt64());
}
