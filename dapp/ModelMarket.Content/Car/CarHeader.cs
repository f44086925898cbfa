using System.Diagnostics.CodeAnalysis;
using ModelMarket.Content.Encodings;

namespace ModelMarket.Content.Car;

/// <summary>The header of a CAR v1 file: <c>{"roots": [CIDs], "version": 1}</c> in canonical DAG-CBOR. Source:
/// ipld.io/specs/transport/car/carv1.</summary>
/// <param name="Roots">The roots, in order.</param>
public sealed record CarHeader(IReadOnlyList<Cid> Roots)
{
    private const byte MapOfTwo = 0xa2;
    private const byte MapOfOne = 0xa1;
    private const byte VersionOne = 0x01;
    private const byte MajorBytes = 0x40;
    private const byte MajorArray = 0x80;

    private static ReadOnlySpan<byte> RootsKey => "eroots"u8; // 0x65: a text of five bytes

    private static ReadOnlySpan<byte> VersionKey => "gversion"u8; // 0x67: a text of seven bytes

    private static ReadOnlySpan<byte> CidTag => [0xd8, 0x2a];

    /// <summary>Whether bytes begin like a CAR header (of any version) after their length prefix; a first look at unknown files.</summary>
    public static bool LooksLikeOne(ReadOnlySpan<byte> beginning)
    {
        if (!UnsignedVarint.TryRead(ref beginning, out var length) || length > ContentLimits.CarHeaderSizeBytesMax || beginning.IsEmpty)
        {
            return false;
        }

        return beginning[0] == MapOfTwo ? beginning[1..].StartsWith(RootsKey) : beginning[0] == MapOfOne && beginning[1..].StartsWith(VersionKey);
    }

    /// <summary>Reads a header without its length prefix.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out CarHeader? header, out ContentFault fault)
    {
        header = null;
        if (bytes.Length > 0 && bytes[0] == MapOfOne && bytes[1..].StartsWith(VersionKey))
        {
            return Fail(ContentError.UnsupportedCarVersion, "The file is a CAR of another version; only version 1 is read.", out fault);
        }

        if (!TryTake(ref bytes, [MapOfTwo]) || !TryTake(ref bytes, RootsKey) || !TryReadCount(ref bytes, MajorArray, out var count))
        {
            return Fail(ContentError.MalformedCar, "The CAR header does not start with its roots.", out fault);
        }

        if (count > ContentLimits.CarRootsMax)
        {
            return Fail(ContentError.RootCount, $"The CAR has {count} roots, at most {ContentLimits.CarRootsMax} are read.", out fault);
        }

        var roots = new Cid[count];
        for (var i = 0; i < count; i++)
        {
            if (!TryReadCid(ref bytes, out roots[i], out fault))
            {
                return false;
            }
        }

        if (!TryTake(ref bytes, VersionKey) || bytes.Length != 1 || bytes[0] != VersionOne)
        {
            return Fail(ContentError.UnsupportedCarVersion, "The CAR header does not end with version 1.", out fault);
        }

        header = new CarHeader(roots);
        fault = ContentFault.None;
        return true;
    }

    /// <summary>The header without its length prefix.</summary>
    public byte[] Encode()
    {
        var bytes = new List<byte> { MapOfTwo };
        bytes.AddRange(RootsKey);
        AddCount(bytes, MajorArray, Roots.Count);
        foreach (var root in Roots)
        {
            bytes.AddRange(CidTag);
            AddCount(bytes, MajorBytes, root.EncodedLength + 1);
            bytes.Add(0); // the identity multibase prefix that DAG-CBOR puts before a binary CID
            bytes.AddRange(root.Encode());
        }

        bytes.AddRange(VersionKey);
        bytes.Add(VersionOne);
        return [.. bytes];
    }

    private static void AddCount(List<byte> bytes, byte major, int count)
    {
        if (count < 24)
        {
            bytes.Add((byte)(major | count));
            return;
        }

        bytes.Add((byte)(major | 24));
        bytes.Add(checked((byte)count));
    }

    private static bool TryReadCount(ref ReadOnlySpan<byte> bytes, byte major, out int count)
    {
        count = 0;
        if (bytes.IsEmpty || (bytes[0] & 0xe0) != major || (bytes[0] & 0x1f) > 24)
        {
            return false;
        }

        count = bytes[0] & 0x1f;
        bytes = bytes[1..];
        if (count < 24)
        {
            return true;
        }

        if (bytes.IsEmpty || bytes[0] < 24)
        {
            return false;
        }

        count = bytes[0];
        bytes = bytes[1..];
        return true;
    }

    private static bool TryReadCid(ref ReadOnlySpan<byte> bytes, out Cid cid, out ContentFault fault)
    {
        cid = default;
        if (!TryTake(ref bytes, CidTag) || !TryReadCount(ref bytes, MajorBytes, out var length) || length < 1 || length > bytes.Length || bytes[0] != 0)
        {
            return Fail(ContentError.MalformedCar, "A root of the CAR is not a CID.", out fault);
        }

        var encoded = bytes[1..length];
        bytes = bytes[length..];
        return Cid.TryDecode(encoded, out cid, out fault);
    }

    private static bool TryTake(ref ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> expected)
    {
        var found = bytes.StartsWith(expected);
        bytes = found ? bytes[expected.Length..] : bytes;
        return found;
    }

    private static bool Fail(ContentError error, string detail, out ContentFault fault)
    {
        fault = new ContentFault(error, detail);
        return false;
    }
}
