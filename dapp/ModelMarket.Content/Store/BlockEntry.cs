namespace ModelMarket.Content.Store;

/// <summary>What a declaration knows of one block of its file.</summary>
/// <param name="FileBytes">Bytes of the file in it and below it, as its parents (or the declaration) say.</param>
/// <param name="Depth">Levels below the root.</param>
/// <param name="IsHeld">Whether the block is here and agreed with that.</param>
internal readonly record struct BlockEntry(ulong FileBytes, byte Depth, bool IsHeld);
