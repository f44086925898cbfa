using Rollup.Primitives;

namespace ModelMarket.Content;

/// <summary>The one check that everything rests on: bytes hash to their CID.</summary>
public static class BlockHash
{
    /// <summary>The CID of <paramref name="data"/> under a codec and version.</summary>
    public static Cid Of(ISha256 sha256, CidVersion version, CidCodec codec, ReadOnlySpan<byte> data)
    {
        var digest = sha256.Hash(data);
        return version == CidVersion.V0 ? Cid.V0(digest) : Cid.V1(codec, digest);
    }

    /// <summary>Whether the bytes are the block that <paramref name="cid"/> names.</summary>
    public static bool Matches(ISha256 sha256, in Cid cid, ReadOnlySpan<byte> data) => sha256.Hash(data) == cid.Digest;

    /// <summary>Checks size limit and hash.</summary>
    public static bool TryVerify(ISha256 sha256, in Cid cid, ReadOnlySpan<byte> data, out ContentFault fault)
    {
        fault = data.Length > ContentLimits.BlockSizeMax
            ? new ContentFault(ContentError.BlockTooLarge, $"Block {cid} has {data.Length} bytes, at most {ContentLimits.BlockSizeMax} are read.")
            : Matches(sha256, cid, data)
                ? ContentFault.None
                : new ContentFault(ContentError.HashMismatch, $"The {data.Length} bytes given for {cid} hash to something else.");
        return fault.Error == ContentError.None;
    }
}
