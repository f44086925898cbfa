namespace Rollup.Primitives.Tests;

public sealed class CanonicalReaderTests
{
    [Fact]
    public void Reader_gives_what_was_written_and_is_complete_at_the_end()
    {
        byte[] bytes = [7, 1, .. Big(8, 300), .. Big(8, ulong.MaxValue), .. Big(16, 5), .. new byte[20], .. new byte[32], .. Big(8, 2), 0xc3, 0xa9, .. Big(8, 0)];
        var reader = new CanonicalReader(bytes);

        (reader.ReadByte(), reader.ReadBool(), reader.ReadInt32(), reader.ReadInt64()).Should().Be(((byte)7, true, 300, -1L));
        (reader.ReadUInt128(), reader.ReadAddress(), reader.ReadHash32(), reader.ReadText()).Should().Be(((UInt128)5, Address.Zero, Hash32.Zero, "é"));
        reader.HasMore.Should().BeTrue();
        reader.ReadBytes().Length.Should().Be(0);
        (reader.IsComplete, reader.HasMore, reader.HasFailed).Should().Be((true, false, false));
    }

    [Fact]
    public void Reader_past_the_end_fails_for_good_and_answers_nothing()
    {
        var reader = new CanonicalReader([1, 2, 3]);

        reader.ReadUInt64().Should().Be(0);
        (reader.ReadByte(), reader.ReadHash32(), reader.ReadText(), reader.HasFailed, reader.IsComplete).Should().Be(((byte)0, Hash32.Zero, "", true, false));
    }

    [Theory]
    [InlineData(4UL)] // one more than there is
    [InlineData(int.MaxValue)]
    [InlineData(0x8000_0000UL)]
    [InlineData(ulong.MaxValue)]
    public void Length_beyond_the_end_fails_before_anything_is_taken(ulong length)
    {
        var reader = new CanonicalReader([.. Big(8, length), 1, 2, 3]);
        reader.ReadBytes().Length.Should().Be(0);
        reader.HasFailed.Should().BeTrue();
    }

    [Fact]
    public void Byte_that_is_no_bool_and_number_above_its_maximum_fail()
    {
        var two = new CanonicalReader([2]);
        two.ReadBool().Should().BeFalse();
        var large = new CanonicalReader(Big(8, 11));
        large.ReadUInt64(10).Should().Be(0);

        (two.HasFailed, large.HasFailed).Should().Be((true, true));
    }

    private static byte[] Big(int width, ulong value)
    {
        var bytes = new byte[width];
        for (int i = 0; i < 8; i++) bytes[width - 1 - i] = (byte)(value >> (8 * i));
        return bytes;
    }
}
