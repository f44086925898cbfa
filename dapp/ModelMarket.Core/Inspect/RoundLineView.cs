using Rollup.Primitives;

namespace ModelMarket.Core.Inspect;

/// <summary>What one client earned in a round, with every number that led to it.</summary>
/// <param name="SubmissionId">Its submission.</param>
/// <param name="Sender">The client.</param>
/// <param name="Score">M_i: the submission alone, on the public rows.</param>
/// <param name="Improvement">I_i: better by how much than the model the round started from.</param>
/// <param name="Phi">φ_i·n!, by exact Shapley values; null under the mixed rule.</param>
/// <param name="LeaveOneOut">v(N) − v(N∖i) under the mixed rule; null else.</param>
/// <param name="Contribution">Its part of v(N), by the same shares.</param>
/// <param name="Bond">Its client bond.</param>
/// <param name="Uncapped">What the rule gives of the round's pool.</param>
/// <param name="Pay">That, after the cap by stake.</param>
/// <param name="PaymentId">The number of the payment in the escrow; null when nothing is paid.</param>
public sealed record RoundLineView(
    int SubmissionId,
    Address Sender,
    long Score,
    ulong Improvement,
    Int128? Phi,
    Int128? LeaveOneOut,
    ulong Contribution,
    UInt128 Bond,
    UInt128 Uncapped,
    UInt128 Pay,
    ulong? PaymentId);
