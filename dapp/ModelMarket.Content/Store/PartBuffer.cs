using System.Collections.Immutable;
using Rollup.Primitives;

namespace ModelMarket.Content.Store;

/// <summary>The parts of one block that one sender has delivered so far, in order. Immutable.</summary>
/// <param name="Declaration">Whose quota of parts it uses; it goes when the declaration goes.</param>
/// <param name="Sequence">Running number: the oldest stranger's buffer makes room first.</param>
/// <param name="IsOwners">Whether the sender owns the declaration.</param>
/// <param name="BlockSize">Bytes of the whole block.</param>
/// <param name="Received">Bytes so far: the offset of the next part.</param>
/// <param name="Parts">Copies of the parts.</param>
/// <param name="Digest">Chained hash of the parts, so that the state root covers them without rehashing.</param>
internal sealed record PartBuffer(
    DeclarationId Declaration,
    ulong Sequence,
    bool IsOwners,
    uint BlockSize,
    uint Received,
    ImmutableArray<ReadOnlyMemory<byte>> Parts,
    Hash32 Digest)
{
    public bool IsWhole => Received == BlockSize;

    /// <summary>The buffer with one more part; the caller has checked that it fits.</summary>
    public PartBuffer With(ReadOnlySpan<byte> part) => this with
    {
        Received = Received + (uint)part.Length,
        Parts = Parts.Add(part.ToArray()),
        Digest = Keccak256.Hash(Digest, Keccak256.Hash(part)),
    };

    /// <summary>The whole block.</summary>
    public byte[] Join()
    {
        var block = new byte[BlockSize];
        var at = 0;
        foreach (var part in Parts)
        {
            part.CopyTo(block.AsMemory(at));
            at += part.Length;
        }

        return block;
    }
}
