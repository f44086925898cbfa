namespace ModelMarket.Learning.Numerics;

/// <summary>Rounds a double to a smaller IEEE-like format, to nearest, ties to even, by integer operations.</summary>
internal static class Narrowing
{
    /// <summary>Bits of the nearest value with <paramref name="mantissaBits"/> stored bits and the largest exponent
    /// <paramref name="exponentMaximum"/> (also the bias); 16 bits in all.</summary>
    public static uint Round(double x, int mantissaBits, int exponentMaximum, uint nan)
    {
        if (double.IsNaN(x))
            return nan;
        var bits = BitConverter.DoubleToUInt64Bits(x);
        var sign = (uint)(bits >> 63) << 15;
        var infinity = (uint)((2 * exponentMaximum) + 1) << mantissaBits;
        var exponent = (int)((bits >> 52) & 0x7FF) - 1023;
        if (exponent > exponentMaximum)
            return sign | infinity;
        var minimum = 1 - exponentMaximum;
        if (exponent < minimum - mantissaBits - 1)
            return sign; // below half of the smallest subnormal (a subnormal double too)
        var mantissa = (bits & 0x000FFFFFFFFFFFFFul) | 0x0010000000000000ul;
        var subnormal = exponent < minimum;
        var drop = 52 - mantissaBits + (subnormal ? minimum - exponent : 0);
        var kept = (uint)(mantissa >> drop);
        var rest = mantissa & ((1ul << drop) - 1);
        var half = 1ul << (drop - 1);
        if (rest > half || (rest == half && (kept & 1) == 1))
            kept++;
        // A carry out of the mantissa moves into the exponent, as the format wants it; the implicit bit counts as one exponent step.
        var biased = subnormal ? 0u : (uint)(exponent + exponentMaximum - 1);
        return sign | ((biased << mantissaBits) + kept);
    }
}
