namespace Rollup.Node.Storage;

/// <summary>Which part of a list is wanted.</summary>
internal readonly record struct Page(ulong Limit, ulong Offset, bool Descending);
