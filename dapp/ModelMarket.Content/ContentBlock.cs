namespace ModelMarket.Content;

/// <summary>A block and the CID it is said to have. Nothing is checked by making one.</summary>
/// <param name="Cid">What the bytes should hash to.</param>
/// <param name="Data">Exactly the bytes that are hashed.</param>
public readonly record struct ContentBlock(Cid Cid, ReadOnlyMemory<byte> Data);
