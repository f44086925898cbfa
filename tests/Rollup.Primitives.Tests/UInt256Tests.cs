using System.Numerics;
using CsCheck;

namespace Rollup.Primitives.Tests;

public sealed class UInt256Tests
{
    private static readonly Gen<UInt128> AnyUInt128 = Gen.OneOf(
        Gen.Select(Gen.ULong, Gen.ULong, (high, low) => new UInt128(high, low)),
        Gen.ULong.Select(low => (UInt128)low),
        Gen.Const(UInt128.MaxValue),
        Gen.Const(UInt128.Zero));

    private static readonly Gen<UInt256> AnyUInt256 = Gen.Select(AnyUInt128, AnyUInt128, (high, low) => new UInt256(high, low));

    private static readonly BigInteger Modulus = BigInteger.One << 256;

    [Fact]
    public void Add_equals_big_integer_or_overflows() =>
        Gen.Select(AnyUInt256, AnyUInt256).Sample((a, b) =>
        {
            var expected = ToBig(a) + ToBig(b);
            return a.TryAdd(b, out var sum) ? ToBig(sum) == expected : expected >= Modulus;
        });

    [Fact]
    public void Subtract_equals_big_integer_or_refuses() =>
        Gen.Select(AnyUInt256, AnyUInt256).Sample((a, b) =>
        {
            var expected = ToBig(a) - ToBig(b);
            return a.TrySubtract(b, out var difference) ? ToBig(difference) == expected : expected < 0;
        });

    [Fact]
    public void Multiply_equals_big_integer() =>
        Gen.Select(AnyUInt128, AnyUInt128).Sample((a, b) => ToBig(UInt256.Multiply(a, b)) == (BigInteger)a * (BigInteger)b);

    [Fact]
    public void MulDiv_is_floor_through_256_bits() =>
        Gen.Select(AnyUInt128, AnyUInt128, AnyUInt128).Sample((a, b, d) =>
        {
            var fits = d != 0 && (BigInteger)a * (BigInteger)b / (BigInteger)d <= (BigInteger)UInt128.MaxValue;
            return UInt256.MulDiv(a, b, d, out var result) == fits && (!fits || (BigInteger)result == (BigInteger)a * (BigInteger)b / (BigInteger)d);
        });

    [Fact]
    public void Text_round_trips_in_both_bases() =>
        AnyUInt256.Sample(value =>
            value.ToString() == ToBig(value).ToString()
            && UInt256.TryParseDecimal(value.ToString(), out var back) && back == value
            && UInt256.TryParseHex(value.ToHexString(), out var hex) && hex == value);

    [Fact]
    public void Order_is_numeric() =>
        Gen.Select(AnyUInt256, AnyUInt256).Sample((a, b) => Math.Sign(a.CompareTo(b)) == ToBig(a).CompareTo(ToBig(b)));

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData(" 1")]
    [InlineData("1_000")]
    [InlineData("115792089237316195423570985008687907853269984665640564039457584007913129639936")]
    [InlineData("999999999999999999999999999999999999999999999999999999999999999999999999999999")]
    public void Decimal_that_is_no_256_bit_number_is_refused(string text) =>
        UInt256.TryParseDecimal(text, out _).Should().BeFalse();

    [Theory]
    [InlineData("0x")]
    [InlineData("12")]
    [InlineData("0xg0")]
    [InlineData("0x10000000000000000000000000000000000000000000000000000000000000000")]
    public void Hex_that_is_no_256_bit_quantity_is_refused(string text) =>
        UInt256.TryParseHex(text, out _).Should().BeFalse();

    [Fact]
    public void Operators_throw_where_the_result_does_not_fit()
    {
        var sum = () => UInt256.MaxValue + UInt256.One;
        var difference = () => UInt256.Zero - UInt256.One;
        sum.Should().Throw<OverflowException>();
        difference.Should().Throw<OverflowException>();
    }

    private static BigInteger ToBig(UInt256 value) => ((BigInteger)value.High << 128) + (BigInteger)value.Low;
}
