using System.Globalization;
using ModelMarket.Cli.Market;
using Rollup.Primitives;

namespace ModelMarket.Cli.Tests.Market;

public sealed class TokenInfoTests
{
    [Theory]
    [InlineData("747232563252515151884", 18, "747.232563 TST")]
    [InlineData("1000000000000000000000", 18, "1,000 TST")]
    [InlineData("999999999999", 18, "0.000000999999999999 TST")]
    [InlineData("1234567", 6, "1.234567 TST")]
    [InlineData("7", 0, "7 TST")]
    [InlineData("340282366920938463463374607431768211455", 36, "340.282366 TST")]
    public void Amount_in_a_picture_has_six_digits_after_the_point_and_never_says_more_than_there_is(string amount, int decimals, string text) =>
        new TokenInfo(Address.Zero, "TST", decimals).Brief(UInt128.Parse(amount, CultureInfo.InvariantCulture)).Should().Be(text);
}
