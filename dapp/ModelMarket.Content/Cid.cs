using ModelMarket.Content.Encodings;
using Rollup.Primitives;

namespace ModelMarket.Content;

/// <summary>A content identifier: version 0 or 1, raw or dag-pb, always sha2-256. Ordered by version, codec and digest.
/// Source: github.com/multiformats/cid.</summary>
public readonly struct Cid : IEquatable<Cid>, IComparable<Cid>
{
    private const byte Sha256Code = 0x12;
    private const byte DigestSizeBytes = Hash32.SizeBytes;
    private const int V0SizeBytes = 2 + Hash32.SizeBytes;
    private const int V1SizeBytes = ContentLimits.CidSizeBytesMax;
    private const int V0TextLength = 46;

    private Cid(CidVersion version, CidCodec codec, Hash32 digest)
    {
        Version = version;
        Codec = codec;
        Digest = digest;
    }

    /// <summary>Version 0 or 1.</summary>
    public CidVersion Version { get; }

    /// <summary>What the block's bytes are; dag-pb for version 0.</summary>
    public CidCodec Codec { get; }

    /// <summary>SHA-256 of the block's bytes.</summary>
    public Hash32 Digest { get; }

    /// <summary>Bytes of the binary form: 34 for version 0, 36 for version 1.</summary>
    public int EncodedLength => Version == CidVersion.V0 ? V0SizeBytes : V1SizeBytes;

    /// <summary>A version 0 CID (dag-pb).</summary>
    public static Cid V0(Hash32 digest) => new(CidVersion.V0, CidCodec.DagPb, digest);

    /// <summary>A version 1 CID.</summary>
    public static Cid V1(CidCodec codec, Hash32 digest) => new(CidVersion.V1, codec, digest);

    /// <summary>The same block under version 1: the form that keys are kept in.</summary>
    public Cid ToV1() => new(CidVersion.V1, Codec, Digest);

    /// <summary>Writes the binary form and returns its length.</summary>
    public int WriteTo(Span<byte> destination)
    {
        var at = 0;
        if (Version == CidVersion.V1)
        {
            destination[at++] = (byte)CidVersion.V1;
            destination[at++] = (byte)Codec;
        }

        destination[at++] = Sha256Code;
        destination[at++] = DigestSizeBytes;
        Digest.CopyTo(destination[at..]);
        return at + DigestSizeBytes;
    }

    /// <summary>The binary form.</summary>
    public byte[] Encode()
    {
        var bytes = new byte[EncodedLength];
        WriteTo(bytes);
        return bytes;
    }

    /// <summary>Reads a binary CID that fills <paramref name="bytes"/>; trailing bytes are refused.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out Cid cid, out ContentFault fault)
    {
        if (!TryRead(ref bytes, out cid, out fault))
        {
            return false;
        }

        return bytes.IsEmpty || Fail($"{bytes.Length} bytes follow the CID.", ContentError.MalformedCid, ref cid, out fault);
    }

    /// <summary>Reads a binary CID from the start of <paramref name="bytes"/> and moves past it.</summary>
    public static bool TryRead(ref ReadOnlySpan<byte> bytes, out Cid cid, out ContentFault fault)
    {
        cid = default;
        if (bytes.Length >= 2 && bytes[0] == Sha256Code && bytes[1] == DigestSizeBytes)
        {
            return TryReadDigest(ref bytes, CidVersion.V0, CidCodec.DagPb, out cid, out fault);
        }

        if (!UnsignedVarint.TryRead(ref bytes, out var version) || version != (ulong)CidVersion.V1)
        {
            return Fail("A CID starts with 0x1220 (version 0) or 0x01 (version 1).", ContentError.MalformedCid, ref cid, out fault);
        }

        if (!UnsignedVarint.TryRead(ref bytes, out var codec))
        {
            return Fail("The CID's codec is not a canonical varint.", ContentError.MalformedCid, ref cid, out fault);
        }

        return codec is (ulong)CidCodec.Raw or (ulong)CidCodec.DagPb
            ? TryReadDigest(ref bytes, CidVersion.V1, (CidCodec)codec, out cid, out fault)
            : Fail($"Codec 0x{codec:x} is not supported; raw (0x55) and dag-pb (0x70) are.", ContentError.UnsupportedCodec, ref cid, out fault);
    }

    /// <summary>Reads the text of a CID: version 0 in base58btc, version 1 in base32 (lower case), base58btc or base16.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Cid cid, out ContentFault fault)
    {
        cid = default;
        if (text.Length > ContentLimits.CidTextLengthMax)
        {
            return Fail($"A CID has at most {ContentLimits.CidTextLengthMax} characters, this one has {text.Length}.", ContentError.MalformedCid, ref cid, out fault);
        }

        var isV0 = text.Length == V0TextLength && text.StartsWith("Qm", StringComparison.Ordinal);
        if (isV0)
        {
            return Base58Btc.TryDecode(text, out var digest) && digest.Length == V0SizeBytes
                ? TryDecode(digest, out cid, out fault)
                : Fail("The text is not base58btc.", ContentError.MalformedCid, ref cid, out fault);
        }

        if (!Multibase.TryDecode(text, out var bytes, out fault))
        {
            return false;
        }

        return bytes is [Sha256Code, ..]
            ? Fail("A version 0 CID carries no multibase prefix.", ContentError.MalformedCid, ref cid, out fault)
            : TryDecode(bytes, out cid, out fault);
    }

    /// <summary>Reads the text of a CID that is known to be right.</summary>
    /// <exception cref="FormatException">The text is not such a CID.</exception>
    public static Cid Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var cid, out var fault) ? cid : throw new FormatException(fault.ToString());

    /// <summary>Base58btc for version 0, base32 for version 1.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[V1SizeBytes];
        var encoded = bytes[..WriteTo(bytes)];
        return Version == CidVersion.V0 ? Base58Btc.Encode(encoded) : Multibase.EncodeBase32(encoded);
    }

    /// <inheritdoc/>
    public bool Equals(Cid other) => Version == other.Version && Codec == other.Codec && Digest == other.Digest;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Cid other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Digest.GetHashCode();

    /// <inheritdoc/>
    public int CompareTo(Cid other)
    {
        // An enumeration's own comparison boxes both.
        var byVersion = ((int)Version).CompareTo((int)other.Version);
        var byCodec = byVersion != 0 ? byVersion : ((int)Codec).CompareTo((int)other.Codec);
        return byCodec != 0 ? byCodec : Digest.CompareTo(other.Digest);
    }

    /// <summary>Equality of version, codec and digest.</summary>
    public static bool operator ==(Cid left, Cid right) => left.Equals(right);

    /// <summary>Difference in version, codec or digest.</summary>
    public static bool operator !=(Cid left, Cid right) => !left.Equals(right);

    /// <summary>Order by version, codec, digest.</summary>
    public static bool operator <(Cid left, Cid right) => left.CompareTo(right) < 0;

    /// <summary>Order by version, codec, digest.</summary>
    public static bool operator <=(Cid left, Cid right) => left.CompareTo(right) <= 0;

    /// <summary>Order by version, codec, digest.</summary>
    public static bool operator >(Cid left, Cid right) => left.CompareTo(right) > 0;

    /// <summary>Order by version, codec, digest.</summary>
    public static bool operator >=(Cid left, Cid right) => left.CompareTo(right) >= 0;

    private static bool TryReadDigest(ref ReadOnlySpan<byte> bytes, CidVersion version, CidCodec codec, out Cid cid, out ContentFault fault)
    {
        cid = default;
        if (!UnsignedVarint.TryRead(ref bytes, out var code) || !UnsignedVarint.TryRead(ref bytes, out var length))
        {
            return Fail("The CID's multihash is cut short or not in canonical varints.", ContentError.MalformedCid, ref cid, out fault);
        }

        if (code != Sha256Code || length != DigestSizeBytes)
        {
            return Fail($"Hash 0x{code:x} with {length} bytes is not supported; sha2-256 (0x12) with 32 bytes is.", ContentError.UnsupportedHash, ref cid, out fault);
        }

        if (bytes.Length < DigestSizeBytes)
        {
            return Fail($"The CID's digest has {bytes.Length} bytes instead of 32.", ContentError.MalformedCid, ref cid, out fault);
        }

        cid = new Cid(version, codec, Hash32.FromBytes(bytes[..DigestSizeBytes]));
        bytes = bytes[DigestSizeBytes..];
        fault = ContentFault.None;
        return true;
    }

    private static bool Fail(string detail, ContentError error, ref Cid cid, out ContentFault fault)
    {
        cid = default;
        fault = new ContentFault(error, detail);
        return false;
    }
}
