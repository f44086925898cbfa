using CsCheck;

namespace Rollup.Primitives.Tests;

public sealed class HexTests
{
    [Fact]
    public void Encode_then_decode_gives_the_bytes() =>
        Gen.Byte.Array[0, 100].Sample(bytes => Hex.Decode(Hex.Encode(bytes)).AsSpan().SequenceEqual(bytes)
            && Hex.Decode("0x" + Convert.ToHexString(bytes)).AsSpan().SequenceEqual(bytes));

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("0x0")]
    [InlineData("0X00")]
    [InlineData("00")]
    [InlineData("0x 0")]
    [InlineData("0x0g")]
    public void Text_that_is_no_hex_is_refused(string text)
    {
        Hex.TryDecode(text, out var bytes).Should().BeFalse();
        bytes.Should().BeNull();
    }
}
