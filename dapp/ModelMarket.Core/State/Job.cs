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

    public Ledger Money { get; init; }

    public ImmutableArray<Depositor> Depositors { get; init; } = [];

    /// <summary>The number of the next voucher about this job's money.</summary>
    public ulong NextPaymentId { get; init; }

    public ulong ModelDeclaration { get; init; }

    public ulong DataDeclaration { get; init; }

    /// <summary>Whether every block of the model arrived while the job was Preparing.</summary>
    public bool ModelComplete { get; init; }

    /// <summary>The same of the data.</summary>
    public bool DataComplete { get; init; }

    /// <summary>How far Preparing's metered work has come; null before it starts and after it.</summary>
    public Preparation? Preparation { get; init; }

    public Prepared? Prepared { get; init; }

    /// <summary>What scores submissions; there from the end of Preparing to the end of the job. A function of model, data and terms.</summary>
    public Judge? Judge { get; init; }

    /// <summary>The initial model's outputs on the scoring rows, where the terms compare directions.</summary>
    public ReadOnlyMemory<float> InitialOutputs { get; init; }

    /// <summary>Scored submissions, where the terms compare directions.</summary>
    public ImmutableArray<KeptSubmission> Kept { get; init; } = [];

    public Best Best { get; init; }

    public ImmutableArray<Submission> Submissions { get; init; } = [];

    /// <summary>The submission being scored; null between two.</summary>
    public Evaluation? Evaluation { get; init; }

    /// <summary>Reclaim without the rollup has started: no more vouchers.</summary>
    public bool Reclaiming { get; init; }

    public JobEnd? End { get; init; }

    /// <summary>Bytes this job keeps others from using.</summary>
    public long ReservedBytes { get; init; }

    /// <summary>The digest of the whole record, once it was pruned.</summary>
    public Hash32? PrunedDigest { get; init; }

    public bool ContentComplete => ModelComplete && DataComplete;

    /// <summary>The first commitment that is not decided; −1 if there is none.</summary>
    public int FirstUndecided()
    {
        for (int i = 0; i < Submissions.Length; i++)
        {
            if (Submissions[i].Decided is null) return i;
        }

        return -1;
    }

    public int UndecidedCount()
    {
        int count = 0;
        foreach (Submission submission in Submissions) count += submission.Decided is null ? 1 : 0;
        return count;
    }

    public Job With(Submission submission) => this with { Submissions = Submissions.SetItem(submission.Id, submission) };
}
