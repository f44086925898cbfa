using System.Collections.Immutable;

namespace ModelMarket.Core.Payout;

/// <summary>
/// The sealed final check of a rounds job (mechanism.md §6): its part of the pool, scaled by the last global model's improvement on the hidden
/// rows, shared in proportion to the rounds' contributions by largest remainder, ties to the lower commitment.
/// </summary>
internal static class FinalPay
{
    /// <summary>Who earns what. Σ pay ≤ payable.</summary>
    /// <param name="payable"><see cref="RoundPool.OfFinal"/>.</param>
    /// <param name="members">In commitment order.</param>
    /// <param name="stakeCapThousandths">ρ; 0 = no cap.</param>
    public static ImmutableArray<FinalShare> Of(UInt128 payable, ImmutableArray<FinalMember> members, uint stakeCapThousandths)
    {
        ImmutableArray<UInt128> parts = LargestRemainder.Split(payable, [.. members.Select(member => (UInt128)member.Contribution)]);
        return [.. members.Select((member, index) => new FinalShare(
            member.SubmissionId, member.Contribution, parts[index], StakeCap.Apply(parts[index], member.Bond, stakeCapThousandths, member.Earned)))];
    }
}
