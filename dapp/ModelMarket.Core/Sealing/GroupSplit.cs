namespace ModelMarket.Core.Sealing;

/// <summary>How many rows each group of sealed data has: they differ by at most one.</summary>
public static class GroupSplit
{
    /// <summary>Rows of group <paramref name="index"/>: ⌊rows/G⌋, and one more for the first rows mod G groups.</summary>
    /// <param name="rows">Rows of all groups.</param>
    /// <param name="groupCount">G, at least 1.</param>
    /// <param name="index">The group, from 0.</param>
    public static ulong RowsOf(ulong rows, int groupCount, int index)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(groupCount, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, groupCount);
        ulong groups = (ulong)groupCount;
        return (rows / groups) + ((ulong)index < rows % groups ? 1UL : 0UL);
    }
}
