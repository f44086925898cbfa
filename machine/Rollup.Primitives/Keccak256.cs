using Org.BouncyCastle.Crypto.Digests;

namespace Rollup.Primitives;

/// <summary>Keccak-256 with the original padding, as Ethereum uses it (not SHA3-256 of FIPS 202).</summary>
public static class Keccak256
{
    /// <summary>The hash of <paramref name="data"/>.</summary>
    public static Hash32 Hash(ReadOnlySpan<byte> data)
    {
        var digest = new KeccakDigest(256);
        digest.BlockUpdate(data);
        return Finish(digest);
    }

    /// <summary>The hash of two words one after the other: a node of a Merkle tree.</summary>
    public static Hash32 Hash(Hash32 left, Hash32 right)
    {
        Span<byte> pair = stackalloc byte[2 * Hash32.SizeBytes];
        left.CopyTo(pair);
        right.CopyTo(pair[Hash32.SizeBytes..]);
        return Hash(pair);
    }

    private static Hash32 Finish(KeccakDigest digest)
    {
        Span<byte> hash = stackalloc byte[Hash32.SizeBytes];
        digest.DoFinal(hash);
        return Hash32.FromBytes(hash);
    }
}
