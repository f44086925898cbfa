using System.Runtime.CompilerServices;

namespace ModelMarket.Learning.Numerics;

/// <summary>Checks that this thread's floating point is what the contract assumes. A host library that switched on flush-to-zero or another
/// rounding mode would change scores silently.</summary>
public static class FloatEnvironment
{
    /// <summary>True if subnormals are kept (as operands and as results) and rounding is to nearest even, in float and in double.</summary>
    public static bool IsIeee() => SingleIsIeee(1.17549435e-38f, 0.5f, 1.0f) && DoubleIsIeee(2.2250738585072014e-308, 0.5, 1.0);

    /// <summary>Throws if <see cref="IsIeee"/> does not hold: a fault of the host, never of an input.</summary>
    public static void Require() =>
        Invariant.Require(IsIeee(), "this thread flushes subnormals or does not round to nearest even; evaluation would differ between hosts");

    // Not inlined, so that the operations run here and now instead of in the compiler.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool SingleIsIeee(float smallestNormal, float half, float one)
    {
        var subnormal = smallestNormal * half;
        var ulp = 1.1920929e-07f * one;
        return BitConverter.SingleToUInt32Bits(subnormal) == 0x00400000u
            && BitConverter.SingleToUInt32Bits(subnormal / half) == 0x00800000u
            && one + (ulp * half) == one
            && one + ulp + (ulp * half) == one + (ulp / half)
            && -(one + ulp) - (ulp * half) == -(one + (ulp / half));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool DoubleIsIeee(double smallestNormal, double half, double one)
    {
        var subnormal = smallestNormal * half;
        var ulp = 2.220446049250313e-16 * one;
        return BitConverter.DoubleToUInt64Bits(subnormal) == 0x0008000000000000ul
            && BitConverter.DoubleToUInt64Bits(subnormal / half) == 0x0010000000000000ul
            && one + (ulp * half) == one
            && one + ulp + (ulp * half) == one + (ulp / half)
            && -(one + ulp) - (ulp * half) == -(one + (ulp / half));
    }
}
