namespace ModelMarket.Core.Inspect;

/// <summary>A part of a long list.</summary>
internal readonly record struct Page<T>(int Total, int? Next, IReadOnlyList<T> Items)
{
    /// <summary>At most <see cref="Limits.PageEntries"/> items from <paramref name="offset"/> on.</summary>
    public static Page<T> Of(IReadOnlyList<T> all, int offset)
    {
        int start = Math.Min(offset, all.Count);
        int count = Math.Min(Limits.PageEntries, all.Count - start);
        var items = new T[count];
        for (int i = 0; i < count; i++) items[i] = all[start + i];
        int end = start + count;
        return new Page<T>(all.Count, end < all.Count ? end : null, items);
    }
}
