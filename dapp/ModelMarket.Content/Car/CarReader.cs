using System.Diagnostics.CodeAnalysis;
using ModelMarket.Content.Encodings;
using Rollup.Primitives;

namespace ModelMarket.Content.Car;

/// <summary>Reads a CAR v1 file from a stream, block by block, within limits. Every block's hash is checked before it is given out.</summary>
public sealed class CarReader
{
    private const int SectionSizeBytesMax = ContentLimits.BlockSizeMax + ContentLimits.CidSizeBytesMax;

    private readonly Stream _input;
    private readonly ISha256 _sha256;
    private byte[] _section = [];

    private CarReader(Stream input, ISha256 sha256, CarHeader header)
    {
        _input = input;
        _sha256 = sha256;
        Header = header;
    }

    private enum Prefix
    {
        Read,
        AtEnd,
        Malformed,
    }

    /// <summary>The header.</summary>
    public CarHeader Header { get; }

    /// <summary>Blocks read so far.</summary>
    public int BlockCount { get; private set; }

    /// <summary>Reads the header.</summary>
    public static bool TryOpen(Stream input, ISha256 sha256, [NotNullWhen(true)] out CarReader? reader, out ContentFault fault)
    {
        reader = null;
        if (ReadPrefix(input, out var length) != Prefix.Read || length is 0 or > ContentLimits.CarHeaderSizeBytesMax)
        {
            return Fail($"A CAR begins with a header of 1 to {ContentLimits.CarHeaderSizeBytesMax} bytes.", out fault);
        }

        var bytes = new byte[length];
        if (input.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            return Fail("The CAR ends within its header.", out fault);
        }

        if (!CarHeader.TryDecode(bytes, out var header, out fault))
        {
            return false;
        }

        reader = new CarReader(input, sha256, header);
        return true;
    }

    /// <summary>Reads the next block.</summary>
    /// <param name="block">The block; its bytes are valid until the next call. Null at the end of the file.</param>
    /// <param name="fault">Why reading stopped.</param>
    /// <returns>False on a fault; true with a null block at the end.</returns>
    public bool TryReadNext(out ContentBlock? block, out ContentFault fault)
    {
        block = null;
        fault = ContentFault.None;
        var prefix = ReadPrefix(_input, out var length);
        if (prefix == Prefix.AtEnd)
        {
            return true;
        }

        if (prefix == Prefix.Malformed || length is 0 or > SectionSizeBytesMax || BlockCount == ContentLimits.CarBlocksMax)
        {
            return Fail($"Block {BlockCount} of the CAR has no usable length, or there are more than {ContentLimits.CarBlocksMax}.", out fault);
        }

        _section = _section.Length < (int)length ? new byte[(int)length] : _section;
        if (_input.ReadAtLeast(_section.AsSpan(0, (int)length), (int)length, throwOnEndOfStream: false) < (int)length)
        {
            return Fail($"The CAR ends within block {BlockCount}.", out fault);
        }

        return TrySplit(_section.AsMemory(0, (int)length), out block, out fault);
    }

    /// <summary>Gives every remaining block to a sink.</summary>
    public bool TryReadAll(IBlockSink sink, out ContentFault fault)
    {
        while (TryReadNext(out var block, out fault))
        {
            if (block is not { } read)
            {
                return true;
            }

            sink.Put(read.Cid, read.Data.Span);
        }

        return false;
    }

    private bool TrySplit(ReadOnlyMemory<byte> section, out ContentBlock? block, out ContentFault fault)
    {
        block = null;
        var rest = section.Span;
        if (!Cid.TryRead(ref rest, out var cid, out fault) || !BlockHash.TryVerify(_sha256, cid, rest, out fault))
        {
            return false;
        }

        block = new ContentBlock(cid, section[^rest.Length..]);
        BlockCount++;
        return true;
    }

    private static Prefix ReadPrefix(Stream input, out ulong value)
    {
        value = 0;
        Span<byte> bytes = stackalloc byte[UnsignedVarint.LengthMax];
        for (var i = 0; i < bytes.Length; i++)
        {
            var next = input.ReadByte();
            if (next < 0)
            {
                return i == 0 ? Prefix.AtEnd : Prefix.Malformed;
            }

            bytes[i] = (byte)next;
            if (next < 0x80)
            {
                ReadOnlySpan<byte> prefix = bytes[..(i + 1)];
                return UnsignedVarint.TryRead(ref prefix, out value) ? Prefix.Read : Prefix.Malformed;
            }
        }

        return Prefix.Malformed;
    }

    private static bool Fail(string detail, out ContentFault fault)
    {
        fault = new ContentFault(ContentError.MalformedCar, detail);
        return false;
    }
}
