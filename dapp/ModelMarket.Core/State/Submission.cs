using Rollup.Primitives;

namespace ModelMarket.Core.State;

/// <summary>One commitment of a job, by order of merit.</summary>
internal sealed record Submission
{
    public required int Id { get; init; }

    public required Address Sender { get; init; }

    /// <summary>The hash; zero for a direct submission.</summary>
    public required Hash32 Commitment { get; init; }

    public required ulong InputIndex { get; init; }

    public required ulong CommittedAt { get; init; }

    /// <summary>B of rule R5: what was funded before the commitment's input.</summary>
    public required UInt128 FundedBefore { get; init; }

    /// <summary>The round it is for; 0 in jobs without rounds.</summary>
    public uint Round { get; init; }

    /// <summary>The client bond that came with it.</summary>
    public UInt128 Bond { get; init; }

    /// <summary>Whether the bond has left the pot, to whomever.</summary>
    public bool BondClosed { get; init; }

    public required ulong RevealBy { get; init; }

    public required ulong UploadBy { get; init; }

    public RevealedWeights? Weights { get; init; }

    /// <summary>Whether every block arrived before <see cref="UploadBy"/>.</summary>
    public bool Uploaded { get; init; }

    /// <summary>The input with which everybody could read the whole file; null before.</summary>
    public ulong? PublicAt { get; init; }

    /// <summary>Digest of the decoded tensors; null until they were decoded.</summary>
    public Hash32? TensorDigest { get; init; }

    /// <summary>In batch jobs: passed the gates; null before and where it did not.</summary>
    public Judged? Judged { get; init; }

    public Decided? Decided { get; init; }

    /// <summary>In rounds: its part of its round's v(N), in the metric's integer.</summary>
    public ulong Contribution { get; init; }

    /// <summary>In rounds: what the sealed final check paid it.</summary>
    public UInt128 FinalPay { get; init; }

    /// <summary>The number of that payment in the escrow; shared by all submissions of one address.</summary>
    public ulong? FinalPaymentId { get; init; }

    /// <summary>Whether nothing can come any more for it at <paramref name="now"/>.</summary>
    public bool IsExpired(ulong now) => Weights is null ? now >= RevealBy : !Uploaded && now >= UploadBy;
}
