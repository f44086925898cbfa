using Rollup.Primitives.Abi;
using Rollup.Primitives.Rollups;

namespace Rollup.Primitives.Assets;

/// <summary>The packed fields that a portal writes one after the other, big-endian, without padding.</summary>
internal ref struct PackedFields(ReadOnlySpan<byte> payload)
{
    private const int WordBytes = 32;

    private ReadOnlySpan<byte> _rest = payload;

    /// <summary>All bytes that were not taken yet.</summary>
    public readonly ReadOnlySpan<byte> Rest => _rest;

    public bool TryTake(out Address address)
    {
        var ok = _rest.Length >= Address.SizeBytes;
        address = ok ? Address.FromBytes(_rest[..Address.SizeBytes]) : default;
        _rest = ok ? _rest[Address.SizeBytes..] : _rest;
        return ok;
    }

    public bool TryTake(out UInt256 number)
    {
        var ok = _rest.Length >= WordBytes;
        number = ok ? UInt256.FromBigEndian(_rest[..WordBytes]) : default;
        _rest = ok ? _rest[WordBytes..] : _rest;
        return ok;
    }

    /// <summary><c>abi.encode(bytes baseLayerData, bytes execLayerData)</c> and nothing behind it.</summary>
    public readonly bool TryLayerData(out byte[] baseLayerData, out byte[] execLayerData)
    {
        var reader = new AbiReader(_rest);
        var ok = reader.TryReadBytes(out var first) & reader.TryReadBytes(out var second) && reader.TryEnd();
        (baseLayerData, execLayerData) = ok ? (first.ToArray(), second.ToArray()) : ([], []);
        return ok;
    }

    /// <summary><c>uint256[]</c>; no array of a payload has more elements than the payload has words.</summary>
    public static bool TryReadNumbers(ref AbiReader reader, out UInt256[] numbers)
    {
        numbers = [];
        if (!reader.TryEnterArray(RollupLimits.PayloadBytesMax / WordBytes, out var count, out var elements))
        {
            return false;
        }

        var read = new UInt256[count];
        for (var i = 0; i < count; i++)
        {
            if (!elements.TryReadUInt256(out read[i]))
            {
                break; // the reader keeps the reason
            }
        }

        numbers = read;
        return reader.TryLeave(in elements);
    }

    public static AbiWriter WriteNumbers(AbiWriter writer, IReadOnlyList<UInt256> numbers)
    {
        var elements = new AbiWriter();
        foreach (var number in numbers)
        {
            elements.WriteUInt256(number);
        }

        return writer.WriteArray(numbers.Count, elements);
    }

    public static byte[] Pack(ReadOnlySpan<Address> accounts, ReadOnlySpan<UInt256> numbers, ReadOnlySpan<byte> rest)
    {
        var packed = new byte[(accounts.Length * Address.SizeBytes) + (numbers.Length * WordBytes) + rest.Length];
        var target = packed.AsSpan();
        foreach (var account in accounts)
        {
            account.CopyTo(target);
            target = target[Address.SizeBytes..];
        }

        foreach (var number in numbers)
        {
            number.WriteBigEndian(target);
            target = target[WordBytes..];
        }

        rest.CopyTo(target);
        return packed;
    }

    public static byte[] LayerData(ReadOnlyMemory<byte> baseLayerData, ReadOnlyMemory<byte> execLayerData) =>
        new AbiWriter().WriteBytes(baseLayerData.Span).WriteBytes(execLayerData.Span).ToArray();
}
