namespace Rollup.Node.Client;

/// <summary>Which part of a list to ask for.</summary>
/// <param name="Limit">At most this many; nodes give no more than 10,000.</param>
/// <param name="Offset">Pass over this many.</param>
/// <param name="Descending">Newest first.</param>
public readonly record struct PageRequest(ulong Limit = 50, ulong Offset = 0, bool Descending = false)
{
    /// <summary>What most lists fit into.</summary>
    public static PageRequest First { get; } = new(50);
}
