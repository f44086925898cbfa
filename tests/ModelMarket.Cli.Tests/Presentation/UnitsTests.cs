using System.Globalization;
using System.Numerics;
using CsCheck;
using ModelMarket.Cli.Presentation;

namespace ModelMarket.Cli.Tests.Presentation;

public sealed class UnitsTests
{
    [Theory]
    [InlineData(693147181, "0.693147181")]
    [InlineData(0, "0.000000000")]
    [InlineData(-5, "-0.000000005")]
    [InlineData(1000000000, "1.000000000")]
    public void Scores_have_nine_digits(long value, string text) => Units.Score(value).Should().Be(text);

    [Theory]
    [InlineData("1000", 18, "1000000000000000000000", "1,000")]
    [InlineData("1,000.5", 1, "10005", "1,000.5")]
    [InlineData("0.25", 2, "25", "0.25")]
    [InlineData("7", 0, "7", "7")]
    public void Amounts_are_exact_both_ways(string text, int decimals, string units, string shown)
    {
        Units.TryParse(text, decimals, out var value).Should().BeTrue();
        value.Should().Be(BigInteger.Parse(units, CultureInfo.InvariantCulture));
        Units.Amount((UInt128)value, decimals).Should().Be(shown);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("1.123")]
    [InlineData("1e3")]
    [InlineData("ten")]
    public void What_is_no_amount_is_refused(string text) => Units.TryParse(text, 2, out _).Should().BeFalse();

    [Fact]
    public void Amounts_round_trip() => Gen.Select(Gen.ULong, Gen.ULong, Gen.Int[0, 36]).Sample((high, low, decimals) =>
    {
        var value = new UInt128(high, low);
        Units.TryParse(Units.Amount(value, decimals), decimals, out var back).Should().BeTrue();
        back.Should().Be((BigInteger)value);
    });

    [Theory]
    [InlineData("90", 90u)]
    [InlineData("90s", 90u)]
    [InlineData("15m", 900u)]
    [InlineData("6h", 21_600u)]
    [InlineData("2d", 172_800u)]
    public void Durations_are_read(string text, uint seconds)
    {
        Durations.TryParse(text, out var read).Should().BeTrue();
        read.Should().Be(seconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("h")]
    [InlineData("-1h")]
    [InlineData("1.5h")]
    [InlineData("4294967295d")]
    [InlineData("1w")]
    public void What_is_no_duration_is_refused(string text) => Durations.TryParse(text, out _).Should().BeFalse();
}
