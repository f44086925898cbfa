using System.Numerics;

namespace ModelMarket.Learning.Numerics;

/// <summary>sin, cos, tan in double. Beyond π/4 the argument is reduced by integers: 53 bits times a 192-bit window of 2/π, so that even the
/// double closest to a multiple of π/2 keeps 2^-75 (Payne and Hanek 1983). Kernels are Taylor series, in hexadecimal below.</summary>
internal static class Circular
{
    // 2/π, 1,216 bits after the binary point, after 64 zero bits.
    private static readonly ulong[] TwoOverPi =
    [
        0,
        0xA2F9836E4E441529, 0xFC2757D1F534DDC0, 0xDB6295993C439041, 0xFE5163ABDEBBC561, 0xB7246E3A424DD2E0, 0x06492EEA09D1921C,
        0xFE1DEB1CB129A73E, 0xE88235F52EBB4484, 0xE99C7026B45F7E41, 0x3991D639835339F4, 0x9C845F8BBDF9283B, 0x1FF897FFDE05980F,
        0xEF2F118B5A0A6D1F, 0x6D367ECF27CB09B7, 0x4F463F669E5FEA2D, 0x7527BAC7EBE5F17B, 0x3D0739F78A5292EA, 0x6BFB5FB11F8D5D08,
        0x56033046FC7B6BAB,
    ];

    // ±1/(2i+1)!, i = 1 … 9 and ±1/(2i)!, i = 2 … 9.
    private static readonly double[] SinSeries = Constants.FromBits(
        0xBFC5555555555555, 0x3F81111111111111, 0xBF2A01A01A01A01A, 0x3EC71DE3A556C734, 0xBE5AE64567F544E4, 0x3DE6124613A86D09,
        0xBD6AE7F3E733B81F, 0x3CE952C77030AD4A);

    private static readonly double[] CosSeries = Constants.FromBits(
        0x3FA5555555555555, 0xBF56C16C16C16C17, 0x3EFA01A01A01A01A, 0xBE927E4FB7789F5C, 0x3E21EED8EFF8D898, 0xBDA93974A8C07C9D,
        0x3D2AE7F3E733B81F, 0xBCA6827863B97D97);

    public static double Sin(double x)
    {
        if (!double.IsFinite(x))
            return CanonicalNaN.Double;
        var r = Reduce(x, out var quadrant);
        var y = (quadrant & 1) == 0 ? SinKernel(r) : CosKernel(r);
        return (quadrant & 2) == 0 ? y : -y;
    }

    public static double Cos(double x)
    {
        if (!double.IsFinite(x))
            return CanonicalNaN.Double;
        var r = Reduce(x, out var quadrant);
        var y = (quadrant & 1) == 0 ? CosKernel(r) : SinKernel(r);
        return quadrant is 1 or 2 ? -y : y;
    }

    public static double Tan(double x)
    {
        if (!double.IsFinite(x))
            return CanonicalNaN.Double;
        var r = Reduce(x, out var quadrant);
        if (Math.Abs(r.Hi) < 7.450580596923828e-09)
            return (quadrant & 1) == 0 ? r.Hi : -1.0 / r.Hi;
        var sin = SinKernel(r);
        var cos = CosKernel(r);
        return (quadrant & 1) == 0 ? sin / cos : -cos / sin;
    }

    /// <summary>sin(Hi + Lo), |Hi| ≤ π/4.</summary>
    private static double SinKernel(DoubleDouble r)
    {
        var x = r.Hi;
        if (Math.Abs(x) < 7.450580596923828e-09) // 2^-27: the cubic term is below half a unit; keeps −0 and subnormals
            return x;
        var z = x * x;
        return x + ((z * x * Constants.Polynomial(SinSeries, z)) + (r.Lo * (1.0 - (0.5 * z))));
    }

    /// <summary>cos(Hi + Lo), |Hi| ≤ π/4.</summary>
    private static double CosKernel(DoubleDouble r)
    {
        var z = r.Hi * r.Hi;
        return 1.0 - ((0.5 * z) - ((z * z * Constants.Polynomial(CosSeries, z)) - (r.Hi * r.Lo)));
    }

    private static DoubleDouble Reduce(double x, out int quadrant)
    {
        quadrant = 0;
        if (Math.Abs(x) <= Constants.QuarterPi)
            return new DoubleDouble(x, 0.0);
        var reduced = ReduceMagnitude(Math.Abs(x), out quadrant);
        if (x > 0.0)
            return reduced;
        quadrant = (4 - quadrant) & 3;
        return new DoubleDouble(-reduced.Hi, -reduced.Lo);
    }

    private static DoubleDouble ReduceMagnitude(double x, out int quadrant)
    {
        var bits = BitConverter.DoubleToUInt64Bits(x);
        var exponent = (int)(bits >> 52) - 1075; // x = mantissa · 2^exponent
        var mantissa = (bits & 0x000FFFFFFFFFFFFFul) | 0x0010000000000000ul;
        // Bits of 2/π before exponent − 1 only add multiples of 4 to the product; the table begins 64 bits before bit 1.
        var start = exponent - 1 + 63;
        MultiplyWindow(mantissa, start, out var high, out var middle, out var low);

        // (high, middle, low)·2^-190 is x·2/π modulo 4: the quadrant in the two top bits, the fraction below.
        quadrant = (int)(high >> 62);
        high &= 0x3FFFFFFFFFFFFFFFul;
        var negative = (high >> 61) != 0;
        if (negative)
        {
            quadrant = (quadrant + 1) & 3;
            Negate(ref high, ref middle, ref low);
            high &= 0x3FFFFFFFFFFFFFFFul;
        }

        var r = FractionTimesHalfPi(high, middle, low);
        return negative ? new DoubleDouble(-r.Hi, -r.Lo) : r;
    }

    private static void MultiplyWindow(ulong mantissa, int start, out ulong high, out ulong middle, out ulong low)
    {
        var a = (UInt128)Window(start) * mantissa;
        var b = (UInt128)Window(start + 64) * mantissa;
        var c = (UInt128)Window(start + 128) * mantissa;
        unchecked // modulo 2^192 is meant: what wraps is a multiple of 4 in units of x·2/π
        {
            low = (ulong)c;
            var sum = (UInt128)(ulong)b + (ulong)(c >> 64);
            middle = (ulong)sum;
            high = (ulong)a + (ulong)(b >> 64) + (ulong)(sum >> 64);
        }
    }

    private static ulong Window(int start)
    {
        var word = start >> 6;
        var shift = start & 63;
        return shift == 0 ? TwoOverPi[word] : (TwoOverPi[word] << shift) | (TwoOverPi[word + 1] >> (64 - shift));
    }

    private static void Negate(ref ulong high, ref ulong middle, ref ulong low)
    {
        unchecked // two's complement
        {
            low = ~low + 1;
            middle = ~middle + (low == 0 ? 1ul : 0ul);
            high = ~high + (low == 0 && middle == 0 ? 1ul : 0ul);
        }
    }

    private static DoubleDouble FractionTimesHalfPi(ulong high, ulong middle, ulong low)
    {
        var zeros = high != 0 ? BitOperations.LeadingZeroCount(high) : 64 + BitOperations.LeadingZeroCount(middle);
        var value = zeros < 64 ? new UInt128(high, middle) : new UInt128(middle, low);
        var shift = zeros & 63;
        value <<= shift;
        if (shift != 0)
            value |= (zeros < 64 ? low : 0ul) >> (64 - shift);
        // 128 significant bits, the first one set: value·2^-(126 + zeros) is the fraction.
        var first = (ulong)(value >> 75); // 53 bits
        var second = (ulong)((value >> 22) & 0x1FFFFFFFFFFFFFul); // the next 53
        var unit = Constants.PowerOfTwo(-(126 + zeros) + 75);
        var fraction = new DoubleDouble(first * unit, second * (unit * Constants.PowerOfTwo(-53)));
        return DoubleDouble.Product(fraction, new DoubleDouble(Constants.HalfPi, Constants.HalfPiLo));
    }
}
