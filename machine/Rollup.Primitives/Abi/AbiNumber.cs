namespace Rollup.Primitives.Abi;

/// <summary>Which 256-bit words are numbers of a type.</summary>
internal static class AbiNumber
{
    /// <summary>Whether the upper bits are zero (<c>uintN</c>) or repeat the sign (<c>intN</c>).</summary>
    public static bool Fits(AbiType type, UInt256 value)
    {
        if (type.Size == 256)
        {
            return true;
        }

        var kept = type.Kind == AbiTypeKind.UInt ? type.Size : type.Size - 1;
        var upper = ShiftRight(value, kept);
        return upper == UInt256.Zero || (type.Kind == AbiTypeKind.Int && upper == ShiftRight(UInt256.MaxValue, kept));
    }

    private static UInt256 ShiftRight(UInt256 value, int bits) =>
        bits >= 128
            ? new UInt256(0, value.High >> (bits - 128))
            : bits == 0 ? value : new UInt256(value.High >> bits, (value.Low >> bits) | (value.High << (128 - bits)));
}
