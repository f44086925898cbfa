using System.Collections.Immutable;

namespace ModelMarket.Core.Payout;

/// <summary>
/// Which aggregates a round scores, and in which order: first all members; then, for exact Shapley values, every other coalition by its mask
/// (bit i = member i), ascending; for leave-one-out shares all members but one, ascending by the one left out.
/// </summary>
internal static class Coalitions
{
    /// <summary>Whether the values are exact, or half of the pool goes by leave-one-out shares.</summary>
    public static bool AreExact(int members) => members <= Limits.ShapleyMembersMax;

    public static int Count(int members) => AreExact(members) ? (1 << members) - 1 : 1 + members;

    /// <summary>The members of the coalition at a place in the order, ascending.</summary>
    public static ImmutableArray<int> At(int members, int place)
    {
        IEnumerable<int> all = Enumerable.Range(0, members);
        if (place == 0) return [.. all];
        return AreExact(members) ? [.. all.Where(member => (place >> member & 1) == 1)] : [.. all.Where(member => member != place - 1)];
    }

    /// <summary>The place in the order of the coalition with a mask that is neither empty nor all.</summary>
    public static int PlaceOf(int members, int mask) => mask == (1 << members) - 1 ? 0 : mask;
}
