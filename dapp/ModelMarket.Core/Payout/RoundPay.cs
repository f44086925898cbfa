using System.Collections.Immutable;
using Rollup.Primitives;

namespace ModelMarket.Core.Payout;

/// <summary>
/// R4 (mechanism.md §5): shares φ_i⁺/Σφ⁺ of the round's pool for up to ten members; above ten half of it by R1's shares I_i/ΣI and half by
/// leave-one-out shares (v(N) − v(N∖i))⁺. Shares by largest remainder, ties to the lower commitment; then the cap by stake.
/// </summary>
internal static class RoundPay
{
    /// <summary>Who earns what of a pool.</summary>
    /// <param name="pool">B_r.</param>
    /// <param name="members">In commitment order.</param>
    /// <param name="gains">v of the coalitions in the order of <see cref="Coalitions"/>; the first is v(N), above zero.</param>
    /// <param name="stakeCapThousandths">ρ; 0 = no cap.</param>
    public static RoundPlan Of(UInt128 pool, ImmutableArray<RoundMember> members, ImmutableArray<Int128> gains, uint stakeCapThousandths)
    {
        Invariant.Require(gains.Length == Coalitions.Count(members.Length) && gains[0] > 0, "a round that improved has all its values");
        bool exact = Coalitions.AreExact(members.Length);
        ImmutableArray<Int128> marks = exact ? ShapleyValues.Of(members.Length, ByMask(members.Length, gains)) : LeaveOneOut(gains);
        ImmutableArray<UInt128> uncapped = Split(pool, members, marks, exact), contributions = Split((UInt128)gains[0], members, marks, exact);
        ImmutableArray<RoundShare>.Builder shares = ImmutableArray.CreateBuilder<RoundShare>(members.Length);
        UInt128 assigned = 0, paid = 0;
        for (int i = 0; i < members.Length; i++)
        {
            UInt128 pay = StakeCap.Apply(uncapped[i], members[i].Bond, stakeCapThousandths, 0);
            shares.Add(new RoundShare(
                members[i].SubmissionId, members[i].Gain, exact ? marks[i] : null, exact ? null : marks[i], (ulong)contributions[i], uncapped[i], pay));
            assigned += uncapped[i];
            paid += pay;
        }

        Invariant.Require(paid <= assigned && assigned <= pool, "no more is paid than there is");
        return new RoundPlan(assigned, paid, shares.MoveToImmutable());
    }

    private static ImmutableArray<UInt128> Split(UInt128 total, ImmutableArray<RoundMember> members, ImmutableArray<Int128> marks, bool exact)
    {
        ImmutableArray<UInt128> byMarks = [.. marks.Select(mark => mark > 0 ? (UInt128)mark : 0)];
        if (exact) return LargestRemainder.Split(total, byMarks);
        UInt128 half = total / 2;
        ImmutableArray<UInt128> alone = LargestRemainder.Split(total - half, [.. members.Select(member => (UInt128)member.Gain)]);
        ImmutableArray<UInt128> leftOut = LargestRemainder.Split(half, byMarks);
        return [.. alone.Select((part, index) => part + leftOut[index])];
    }

    private static ImmutableArray<Int128> ByMask(int members, ImmutableArray<Int128> gains)
    {
        var values = new Int128[1 << members];
        for (int mask = 1; mask < values.Length; mask++) values[mask] = gains[Coalitions.PlaceOf(members, mask)];
        return ImmutableArray.Create(values);
    }

    private static ImmutableArray<Int128> LeaveOneOut(ImmutableArray<Int128> gains) => [.. gains.Skip(1).Select(without => gains[0] - without)];
}
