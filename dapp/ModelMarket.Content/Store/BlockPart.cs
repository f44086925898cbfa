using Rollup.Primitives;

namespace ModelMarket.Content.Store;

/// <summary>A part of one block.</summary>
/// <param name="Sender">Who sent it; parts of different senders are never mixed.</param>
/// <param name="Cid">The whole block.</param>
/// <param name="BlockSize">Bytes of the whole block.</param>
/// <param name="Offset">Where this part begins.</param>
/// <param name="Data">Its bytes; at least one.</param>
public readonly record struct BlockPart(Address Sender, Cid Cid, uint BlockSize, uint Offset, ReadOnlyMemory<byte> Data);
