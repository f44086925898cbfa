using CsCheck;
using ModelMarket.Content.Encodings;

namespace ModelMarket.Content.Tests.Encodings;

public sealed class UnsignedVarintTests
{
    [Theory]
    [InlineData(0UL, "00")]
    [InlineData(1UL, "01")]
    [InlineData(127UL, "7f")]
    [InlineData(128UL, "8001")]
    [InlineData(255UL, "ff01")]
    [InlineData(300UL, "ac02")]
    [InlineData(16384UL, "808001")]
    [InlineData(9223372036854775807UL, "ffffffffffffffff7f")]
    public void Write_gives_the_specification_s_bytes(ulong value, string hex)
    {
        var buffer = new byte[UnsignedVarint.LengthMax];
        var length = UnsignedVarint.Write(buffer, value);

        Convert.ToHexStringLower(buffer.AsSpan(0, length)).Should().Be(hex);
        UnsignedVarint.LengthOf(value).Should().Be(length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("80")]
    [InlineData("8000")]
    [InlineData("ff00")]
    [InlineData("80808000")]
    [InlineData("ffffffffffffffffff01")]
    public void TryRead_of_longer_forms_and_cut_ends_is_refused(string hex)
    {
        ReadOnlySpan<byte> bytes = Convert.FromHexString(hex);
        var before = bytes.Length;

        UnsignedVarint.TryRead(ref bytes, out _).Should().BeFalse();
        bytes.Length.Should().Be(before);
    }

    [Fact]
    public void TryRead_of_what_was_written_gives_the_value_and_the_rest() =>
        Gen.Select(Gen.ULong[0, UnsignedVarint.ValueMax], Gen.Byte.Array[0, 5]).Sample((value, rest) =>
        {
            var buffer = new byte[UnsignedVarint.LengthOf(value) + rest.Length];
            rest.CopyTo(buffer, UnsignedVarint.Write(buffer, value));
            ReadOnlySpan<byte> bytes = buffer;
            return UnsignedVarint.TryRead(ref bytes, out var read) && read == value && bytes.SequenceEqual(rest);
        });
}
