using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Rollup.Primitives.Abi;

/// <summary>Recursive descent over the text of a type; depth and length are limited.</summary>
internal ref struct AbiTypeParser
{
    private ReadOnlySpan<char> _rest;

    public static bool TryParse(string text, [NotNullWhen(true)] out AbiType? type)
    {
        type = null;
        if (text.Length > AbiLimits.TypeTextMax)
        {
            return false;
        }

        var parser = new AbiTypeParser { _rest = text };
        if (!parser.TryType(0, out var parsed) || !parser._rest.IsEmpty)
        {
            return false;
        }

        type = parsed;
        return true;
    }

    private bool TryType(int depth, [NotNullWhen(true)] out AbiType? type)
    {
        type = null;
        if (depth > AbiLimits.TypeDepthMax)
        {
            return false;
        }

        if (!(TryTake('(') ? TryTuple(depth, out type) : TryElementary(out type)))
        {
            return false;
        }

        for (var dimension = 0; TryTake('['); dimension++)
        {
            if (depth + dimension > AbiLimits.TypeDepthMax || !TryArray(type!, out type))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryTuple(int depth, [NotNullWhen(true)] out AbiType? type)
    {
        type = null;
        var fields = new List<AbiType>();
        do
        {
            if (!TryType(depth + 1, out var field))
            {
                return false;
            }

            fields.Add(field);
        }
        while (TryTake(','));

        type = new AbiType(AbiTypeKind.Tuple, 0, fields);
        return TryTake(')');
    }

    private bool TryArray(AbiType element, [NotNullWhen(true)] out AbiType? type)
    {
        type = new AbiType(AbiTypeKind.Array, 0, [element]);
        if (TryTake(']'))
        {
            return true;
        }

        type = TryNumber(AbiLimits.FixedArrayCountMax, out var count) ? new AbiType(AbiTypeKind.FixedArray, count, [element]) : null;
        return type is not null && TryTake(']');
    }

    private bool TryElementary([NotNullWhen(true)] out AbiType? type)
    {
        type =
            TryTake("address") ? new AbiType(AbiTypeKind.Address, 0, [])
            : TryTake("bool") ? new AbiType(AbiTypeKind.Bool, 0, [])
            : TryTake("string") ? new AbiType(AbiTypeKind.Text, 0, [])
            : TryTake("uint") ? Number(AbiTypeKind.UInt)
            : TryTake("int") ? Number(AbiTypeKind.Int)
            : TryTake("bytes") ? Bytes()
            : null;
        return type is not null;
    }

    private AbiType? Number(AbiTypeKind kind) =>
        TryNumber(256, out var bits) && bits % 8 == 0 ? new AbiType(kind, bits, []) : null;

    private AbiType? Bytes()
    {
        if (_rest.IsEmpty || !char.IsAsciiDigit(_rest[0]))
        {
            return new AbiType(AbiTypeKind.Bytes, 0, []);
        }

        return TryNumber(32, out var size) ? new AbiType(AbiTypeKind.FixedBytes, size, []) : null;
    }

    // 1 to max, without leading zeros.
    private bool TryNumber(int max, out int number)
    {
        var digits = 0;
        while (digits < _rest.Length && char.IsAsciiDigit(_rest[digits]))
        {
            digits++;
        }

        var isNumber = int.TryParse(_rest[..digits], NumberStyles.None, null, out number);
        var ok = isNumber && _rest[0] != '0' && number <= max;
        _rest = _rest[digits..];
        return ok;
    }

    private bool TryTake(char character)
    {
        if (_rest.IsEmpty || _rest[0] != character)
        {
            return false;
        }

        _rest = _rest[1..];
        return true;
    }

    private bool TryTake(string word)
    {
        if (!_rest.StartsWith(word, StringComparison.Ordinal))
        {
            return false;
        }

        _rest = _rest[word.Length..];
        return true;
    }
}
