using CsCheck;
using ModelMarket.Learning.Numerics;

namespace ModelMarket.Learning.Tests.Numerics;

public sealed class NarrowFloatTests
{
    [Fact]
    public void Every_half_is_widened_as_the_platform_does_and_comes_back()
    {
        for (int bits = 0; bits <= 0xFFFF; bits++)
        {
            float wide = Float16.ToSingle((ushort)bits);
            var platform = (float)BitConverter.UInt16BitsToHalf((ushort)bits);
            if (float.IsNaN(platform))
            {
                BitConverter.SingleToUInt32Bits(wide).Should().Be(CanonicalNaN.SingleBits);
                Float16.FromSingle(wide).Should().Be(CanonicalNaN.HalfBits);
                continue;
            }

            BitConverter.SingleToUInt32Bits(wide).Should().Be(BitConverter.SingleToUInt32Bits(platform));
            Float16.FromSingle(wide).Should().Be((ushort)bits);
        }
    }

    [Fact]
    public void Floats_are_rounded_to_half_as_the_platform_does() =>
        Gen.UInt.Select(BitConverter.UInt32BitsToSingle).Where(x => !float.IsNaN(x)).Sample(
            x => Float16.FromSingle(x) == BitConverter.HalfToUInt16Bits((Half)x), iter: 200_000);

    [Fact]
    public void Doubles_are_rounded_to_half_once() =>
        Gen.Double[-70_000, 70_000].Sample(x => Float16.FromDouble(x) == BitConverter.HalfToUInt16Bits((Half)x), iter: 200_000);

    [Theory]
    [InlineData(65519.99, 0x7BFF)]
    [InlineData(65520.0, 0x7C00)]
    [InlineData(-65520.0, 0xFC00)]
    [InlineData(2.98023223876953125e-08, 0x0000)] // half of the smallest: to even
    [InlineData(2.9802322387695316e-08, 0x0001)]
    [InlineData(8.940696716308594e-08, 0x0002)] // 1½ of it: to even
    [InlineData(-0.0, 0x8000)]
    [InlineData(6.103515625e-05, 0x0400)]
    [InlineData(6.1005353927612305e-05, 0x0400)] // ½ below the smallest normal: to even
    public void Edges_of_half_are_right(double x, int expected) => Float16.FromDouble(x).Should().Be((ushort)expected);

    [Fact]
    public void Bfloat_keeps_the_upper_half_rounded_to_even() =>
        Gen.UInt.Where(b => !float.IsNaN(BitConverter.UInt32BitsToSingle(b))).Sample(
            bits =>
            {
                uint expected = (bits + 0x7FFF + ((bits >> 16) & 1)) >> 16;
                return BFloat16.FromSingle(BitConverter.UInt32BitsToSingle(bits)) == (ushort)expected;
            },
            iter: 200_000);

    [Fact]
    public void Fmod_is_exact() =>
        Gen.Select(Gen.ULong, Gen.ULong).Sample(
            (a, b) =>
            {
                double x = BitConverter.UInt64BitsToDouble(a), y = BitConverter.UInt64BitsToDouble(b);
                double ours = Remainder.Fmod(x, y), platform = x % y;
                return double.IsNaN(platform)
                    ? BitConverter.DoubleToUInt64Bits(ours) == CanonicalNaN.DoubleBits
                    : ours == platform && (double.IsNegative(ours) == double.IsNegative(x));
            },
            iter: 50_000);

    [Fact]
    public void Root_is_the_floor() =>
        Gen.Select(Gen.ULong, Gen.ULong).Sample(
            (high, low) =>
            {
                var n = new UInt128(high, low);
                UInt128 r = IntegerRoot.Floor(n);
                return r * r <= n && (r == ulong.MaxValue || (r + 1) * (r + 1) > n);
            },
            iter: 2_000);

    [Fact]
    public void This_thread_has_ieee_arithmetic() => FloatEnvironment.IsIeee().Should().BeTrue();
}
