namespace Rollup.Primitives.Abi;

/// <summary>Which 256-bit words are numbers of a type.</summary>
internal static class AbiNumber
{
    /// <summary>Whether the upper bits are zero (<c>uintN</c>) or repeat the sign (<c>intN</c>).</summary>
    public static bool Fits(AbiType type, UInt256 value) => Fits(type.Size, type.Kind == AbiTypeKind.Int, value);

    /// <summary>Whether the upper bits are zero (<c>uintN</c>) or repeat the sign (<c>intN</c>).</summary>
    public static bool Fits(int bits, bool isSigned, UInt256 value)
    {
        if (bits == 256)
        {
            return true;
        }

        var kept = isSigned ? bits - 1 : bits;
        var upper = ShiftRight(value, kept);
        return upper == UInt256.Zero || (isSigned && upper == ShiftRight(UInt256.MaxValue, kept));
    }

    private static UInt256 ShiftRight(UInt256 value, int bits) =>
        bits >= 128
            ? new UInt256(0, value.High >> (bits - 128))
            : bits == 0 ? value : new UInt256(value.High >> bits, (value.Low >> bits) | (value.High << (128 - bits)));
}
