using System.Diagnostics.CodeAnalysis;

namespace Rollup.Primitives.Abi;

/// <summary>Encodes and decodes values whose types are known at run time only.</summary>
public static class AbiCodec
{
    /// <summary>The encoding of an argument list.</summary>
    /// <exception cref="ArgumentException">A value is not of its type.</exception>
    public static byte[] Encode(IReadOnlyList<AbiType> types, IReadOnlyList<AbiValue> values)
    {
        var writer = new AbiWriter();
        WriteAll(writer, types, values);
        return writer.ToArray();
    }

    /// <summary>Decodes an argument list strictly: canonical encoding, nothing left over, at most
    /// <see cref="AbiLimits.DecodedValuesMax"/> values.</summary>
    public static bool TryDecode(
        IReadOnlyList<AbiType> types, ReadOnlySpan<byte> data, [NotNullWhen(true)] out IReadOnlyList<AbiValue>? values, out AbiError error)
    {
        var reader = new AbiReader(data);
        var budget = AbiLimits.DecodedValuesMax;
        var decoded = new List<AbiValue>();
        var ok = TryReadAll(ref reader, types, types.Count, decoded, ref budget) && reader.TryEnd();
        values = ok ? decoded : null;
        error = ok ? AbiError.None : reader.Error != AbiError.None ? reader.Error : budget < 0 ? AbiError.Limit : AbiError.Padding;
        return ok;
    }

    private static void WriteAll(AbiWriter writer, IReadOnlyList<AbiType> types, IReadOnlyList<AbiValue> values)
    {
        if (types.Count != values.Count)
        {
            throw new ArgumentException($"{types.Count} values are expected, {values.Count} were given.", nameof(values));
        }

        for (var i = 0; i < types.Count; i++)
        {
            Write(writer, types[i], values[i]);
        }
    }

    private static void Write(AbiWriter writer, AbiType type, AbiValue value)
    {
        switch (type.Kind, value)
        {
            case (AbiTypeKind.UInt or AbiTypeKind.Int, AbiValue.Number number) when AbiNumber.Fits(type, number.Value):
                writer.WriteUInt256(number.Value);
                break;
            case (AbiTypeKind.Bool, AbiValue.Flag flag):
                writer.WriteBool(flag.Value);
                break;
            case (AbiTypeKind.Address, AbiValue.Account account):
                writer.WriteAddress(account.Value);
                break;
            case (AbiTypeKind.FixedBytes, AbiValue.Data data) when data.Value.Length == type.Size:
                writer.WriteFixedBytes(data.Value.Span);
                break;
            case (AbiTypeKind.Bytes, AbiValue.Data data):
                writer.WriteBytes(data.Value.Span);
                break;
            case (AbiTypeKind.Text, AbiValue.Text text):
                writer.WriteString(text.Value);
                break;
            case (AbiTypeKind.Array or AbiTypeKind.FixedArray or AbiTypeKind.Tuple, AbiValue.List list):
                WriteList(writer, type, list.Values);
                break;
            default:
                throw new ArgumentException($"A value is not of type {type}.", nameof(value));
        }
    }

    private static void WriteList(AbiWriter writer, AbiType type, IReadOnlyList<AbiValue> values)
    {
        var types = type.Kind switch
        {
            AbiTypeKind.Tuple => type.Components,
            AbiTypeKind.FixedArray => Repeated(type.Components[0], type.Size),
            _ => Repeated(type.Components[0], values.Count),
        };
        var scope = type.IsDynamic ? new AbiWriter() : writer;
        WriteAll(scope, types, values);
        if (type.Kind == AbiTypeKind.Array)
        {
            writer.WriteArray(values.Count, scope);
        }
        else if (type.IsDynamic)
        {
            writer.WriteTuple(scope);
        }
    }

    private static AbiType[] Repeated(AbiType type, int count)
    {
        var types = new AbiType[count];
        Array.Fill(types, type);
        return types;
    }

    // The types of a tuple, or one element type that counts for all.
    private static bool TryReadAll(ref AbiReader reader, IReadOnlyList<AbiType> types, int count, List<AbiValue> values, ref int budget)
    {
        for (var i = 0; i < count; i++)
        {
            if (!TryRead(ref reader, types.Count == count ? types[i] : types[0], out var value, ref budget))
            {
                return false;
            }

            values.Add(value);
        }

        return true;
    }

    private static bool TryRead(ref AbiReader reader, AbiType type, [NotNullWhen(true)] out AbiValue? value, ref int budget)
    {
        value = null;
        if (budget-- == 0)
        {
            return false;
        }

        return type.Kind switch
        {
            AbiTypeKind.Array => TryReadArray(ref reader, type, out value, ref budget),
            AbiTypeKind.FixedArray or AbiTypeKind.Tuple => TryReadFields(ref reader, type, out value, ref budget),
            _ => TryReadElementary(ref reader, type, out value),
        };
    }

    private static bool TryReadElementary(ref AbiReader reader, AbiType type, [NotNullWhen(true)] out AbiValue? value)
    {
        value = type.Kind switch
        {
            AbiTypeKind.UInt or AbiTypeKind.Int => reader.TryReadUInt256(out var number) && AbiNumber.Fits(type, number) ? new AbiValue.Number(number) : null,
            AbiTypeKind.Bool => reader.TryReadBool(out var flag) ? new AbiValue.Flag(flag) : null,
            AbiTypeKind.Address => reader.TryReadAddress(out var account) ? new AbiValue.Account(account) : null,
            AbiTypeKind.FixedBytes => reader.TryReadFixedBytes(type.Size, out var word) ? new AbiValue.Data(word.ToArray()) : null,
            AbiTypeKind.Bytes => reader.TryReadBytes(out var data) ? new AbiValue.Data(data.ToArray()) : null,
            _ => reader.TryReadString(out var text) ? new AbiValue.Text(text) : null,
        };
        return value is not null;
    }

    private static bool TryReadArray(ref AbiReader reader, AbiType type, [NotNullWhen(true)] out AbiValue? value, ref int budget)
    {
        var values = new List<AbiValue>();
        var ok = reader.TryEnterArray(budget, out var count, out var elements)
            && TryReadAll(ref elements, type.Components, count, values, ref budget)
            && reader.TryLeave(in elements);
        value = ok ? new AbiValue.List(values) : null;
        return ok;
    }

    private static bool TryReadFields(ref AbiReader reader, AbiType type, [NotNullWhen(true)] out AbiValue? value, ref int budget)
    {
        value = null;
        var values = new List<AbiValue>();
        var count = type.Kind == AbiTypeKind.Tuple ? type.Components.Count : type.Size;
        if (!type.IsDynamic)
        {
            value = TryReadAll(ref reader, type.Components, count, values, ref budget) ? new AbiValue.List(values) : null;
            return value is not null;
        }

        if (reader.TryEnterTuple(out var fields) && TryReadAll(ref fields, type.Components, count, values, ref budget) && reader.TryLeave(in fields))
        {
            value = new AbiValue.List(values);
        }

        return value is not null;
    }
}
