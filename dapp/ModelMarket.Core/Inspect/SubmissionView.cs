using Rollup.Primitives;

namespace ModelMarket.Core.Inspect;

/// <summary>One commitment of a job. Times are block times in seconds.</summary>
/// <param name="JobId">The job's number.</param>
/// <param name="Id">Its number in the job; order of merit is the order of these numbers.</param>
/// <param name="Sender">Who committed.</param>
/// <param name="Commitment">The hash; zero for a direct submission.</param>
/// <param name="InputIndex">The input that made it.</param>
/// <param name="CommittedAt">Its time.</param>
/// <param name="FundedBefore">B: funded before that input.</param>
/// <param name="RevealBy">Must be revealed before this time.</param>
/// <param name="UploadBy">All blocks must have arrived before this time.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="Round">The round it is for; 0 in jobs without rounds.</param>
/// <param name="Bond">The client bond that came with it.</param>
/// <param name="BondBurned">What of the bond is lost; 0 before the decision.</param>
/// <param name="Weights">The revealed file; null before.</param>
/// <param name="TensorDigest">Digest of the decoded tensors; null before they are decoded.</param>
/// <param name="Decision">The decision; null before.</param>
/// <param name="Contribution">In rounds: its part of its round's v(N), in the metric's integer.</param>
/// <param name="FinalPay">In rounds: what the sealed final check paid it.</param>
/// <param name="FinalPaymentId">The number of that payment in the escrow, shared by all submissions of one address.</param>
public sealed record SubmissionView(
    ulong JobId,
    int Id,
    Address Sender,
    Hash32 Commitment,
    ulong InputIndex,
    ulong CommittedAt,
    UInt128 FundedBefore,
    ulong RevealBy,
    ulong UploadBy,
    SubmissionStatus Status,
    uint Round,
    UInt128 Bond,
    UInt128 BondBurned,
    ContentView? Weights,
    Hash32? TensorDigest,
    DecisionView? Decision,
    ulong Contribution = 0,
    UInt128 FinalPay = default,
    ulong? FinalPaymentId = null);
