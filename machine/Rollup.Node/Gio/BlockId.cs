using System.Text;
using Rollup.Primitives;

namespace Rollup.Node.Gio;

/// <summary>A CID with SHA-256 in binary form: version 0 (the bare multihash) or 1. Of its codec only that it is there matters: a block is a row of bytes.</summary>
internal readonly struct BlockId
{
    private const byte Version1 = 1;
    private const byte Sha256Code = 0x12;
    private const byte DigestSizeBytes = 32;
    private const byte DagPbCodec = 0x70;
    private const int MultihashSizeBytes = 2 + DigestSizeBytes;
    private const int CodecSizeBytesMax = 9;
    private const string Base32 = "abcdefghijklmnopqrstuvwxyz234567";

    private readonly byte[] _bytes;

    private BlockId(byte[] version1) => _bytes = version1;

    /// <summary>Reads exactly one CID.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out BlockId id)
    {
        id = default;
        if (bytes.Length == MultihashSizeBytes && IsMultihash(bytes))
        {
            id = new BlockId([Version1, DagPbCodec, .. bytes]);
            return true;
        }
        int codecSize = bytes.Length - 1 - MultihashSizeBytes;
        if (codecSize is < 1 or > CodecSizeBytesMax || bytes[0] != Version1 || !IsCodec(bytes.Slice(1, codecSize)) || !IsMultihash(bytes[(1 + codecSize)..]))
            return false;

        id = new BlockId(bytes.ToArray());
        return true;
    }

    /// <summary>Whether these bytes are the block.</summary>
    public bool Matches(ReadOnlySpan<byte> block) => Sha256Managed.Hash(block) == Hash32.FromBytes(_bytes.AsSpan(_bytes.Length - DigestSizeBytes));

    /// <summary>CIDv1 in base32, as file names and gateways have it.</summary>
    public override string ToString()
    {
        var text = new StringBuilder("b");
        int bits = 0, value = 0;
        foreach (byte b in _bytes)
        {
            value = ((value & 0x1f) << 8) | b;
            for (bits += 8; bits >= 5; bits -= 5)
                text.Append(Base32[(value >> (bits - 5)) & 0x1f]);
        }
        if (bits > 0)
            text.Append(Base32[(value << (5 - bits)) & 0x1f]);
        return text.ToString();
    }

    private static bool IsMultihash(ReadOnlySpan<byte> bytes) => bytes.Length == MultihashSizeBytes && bytes[0] == Sha256Code && bytes[1] == DigestSizeBytes;

    // One unsigned varint in its shortest form, as long as the slice.
    private static bool IsCodec(ReadOnlySpan<byte> bytes)
    {
        for (int i = 0; i < bytes.Length - 1; i++)
        {
            if ((bytes[i] & 0x80) == 0)
                return false;
        }
        return (bytes[^1] & 0x80) == 0 && (bytes.Length == 1 || bytes[^1] != 0);
    }
}
