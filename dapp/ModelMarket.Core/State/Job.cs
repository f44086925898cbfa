using System.Collections.Immutable;
using ModelMarket.Core.Judging;
using Rollup.Primitives;

namespace ModelMarket.Core.State;

/// <summary>Everything the machine knows of one job. Immutable: a decision makes a new one, the commit puts it in place.</summary>
internal sealed record Job
{
    public required ulong Id { get; init; }

    public required Address Sponsor { get; init; }

    public required Address Token { get; init; }

    public required ulong OpenedAt { get; init; }

    public required ulong ReclaimAfter { get; init; }

    public required Hash32 TermsHash { get; init; }

    /// <summary>Null if the job was refused or pruned: then it has an <see cref="End"/>.</summary>
    public Terms? Terms { get; init; }

    /// <summary>The terms on the wire, what <see cref="TermsHash"/> is the hash of; empty where <see cref="Terms"/> is null.</summary>
    public ReadOnlyMemory<byte> TermsBytes { get; init; }

    /// <summary>Pot 0: reward and top-ups.</summary>
    public Ledger Money { get; init; }

    /// <summary>Pot 1.</summary>
    public Ledger SponsorBond { get; init; }

    /// <summary>Pot 2.</summary>
    public Ledger ClientBonds { get; init; }

    public ImmutableArray<Depositor> Depositors { get; init; } = [];

    /// <summary>The number of the next voucher about this job's money.</summary>
    public ulong NextPaymentId { get; init; }

    public ulong ModelDeclaration { get; init; }

    public ulong DataDeclaration { get; init; }

    /// <summary>The sealed root of the terms; kept when the job is pruned, so that no root serves twice.</summary>
    public Hash32? SealedRoot { get; init; }

    /// <summary>The sealed data so far; null where there is none.</summary>
    public SealedData? Sealed { get; init; }

    /// <summary>Whether every block of the model arrived while the job was Preparing.</summary>
    public bool ModelComplete { get; init; }

    /// <summary>The same of the data.</summary>
    public bool DataComplete { get; init; }

    /// <summary>How far the metered scoring of the initial model has come, in Preparing and again on the revealed groups; null between.</summary>
    public Preparation? Preparation { get; init; }

    public Prepared? Prepared { get; init; }

    /// <summary>What batch submissions are measured against; null before Scoring, and in open jobs.</summary>
    public Baseline? Baseline { get; init; }

    /// <summary>What scores submissions; there from the end of Preparing to the end of the job. A function of model, data and terms.</summary>
    public Judge? Judge { get; init; }

    /// <summary>The initial model's outputs on the scoring rows, where the terms compare directions.</summary>
    public ReadOnlyMemory<float> InitialOutputs { get; init; }

    /// <summary>Scored submissions, where the terms compare directions.</summary>
    public ImmutableArray<KeptSubmission> Kept { get; init; } = [];

    public Best Best { get; init; }

    /// <summary>The global model of a rounds job; null while it is the initial one.</summary>
    public GlobalModel? Global { get; init; }

    /// <summary>The rounds that were settled, in order.</summary>
    public ImmutableArray<RoundState> Rounds { get; init; } = [];

    /// <summary>The round whose coalitions are being scored; null between two.</summary>
    public RoundWork? RoundWork { get; init; }

    /// <summary>The sealed final check under way or done; null before.</summary>
    public FinalCheck? FinalCheck { get; init; }

    public ImmutableArray<Submission> Submissions { get; init; } = [];

    /// <summary>The submission being scored; null between two.</summary>
    public Evaluation? Evaluation { get; init; }

    /// <summary>Reclaim without the rollup has started: no more vouchers.</summary>
    public bool Reclaiming { get; init; }

    /// <summary>How often each has written to the job, in the order of their first words.</summary>
    public ImmutableArray<MessageCount> MessageCounts { get; init; } = [];

    public JobEnd? End { get; init; }

    /// <summary>Bytes this job keeps others from using.</summary>
    public long ReservedBytes { get; init; }

    /// <summary>The digest of the whole record, once it was pruned.</summary>
    public Hash32? PrunedDigest { get; init; }

    public bool ContentComplete => ModelComplete && (Sealed?.IsOpened ?? DataComplete);

    public Ledger PotOf(byte pot) => pot switch
    {
        Pot.Reward => Money,
        Pot.SponsorBond => SponsorBond,
        _ => ClientBonds,
    };

    public Job WithPot(byte pot, in Ledger ledger) => pot switch
    {
        Pot.Reward => this with { Money = ledger },
        Pot.SponsorBond => this with { SponsorBond = ledger },
        _ => this with { ClientBonds = ledger },
    };

    /// <summary>The first commitment that was not judged; −1 if there is none.</summary>
    public int FirstUndecided()
    {
        for (int i = 0; i < Submissions.Length; i++)
        {
            if (Submissions[i].Decided is null && Submissions[i].Judged is null) return i;
        }

        return -1;
    }

    /// <summary>Whether any commitment's weights are there to be scored.</summary>
    public bool HasUploads()
    {
        foreach (Submission submission in Submissions)
        {
            if (submission.Uploaded) return true;
        }

        return false;
    }

    public int UndecidedCount()
    {
        int count = 0;
        foreach (Submission submission in Submissions) count += submission.Decided is null ? 1 : 0;
        return count;
    }

    public Job With(Submission submission) => this with { Submissions = Submissions.SetItem(submission.Id, submission) };
}
