using Rollup.Primitives.Abi;

namespace Rollup.Primitives.Tests.Abi;

public sealed class AbiReaderTests
{
    [Fact]
    public void Nested_dynamic_values_round_trip()
    {
        var encoded = Nested();
        var reader = new AbiReader(encoded);
        reader.TryReadUInt16(out var first).Should().BeTrue();
        reader.TryEnterArray(10, out var count, out var blocks).Should().BeTrue();
        for (var i = 0; i < count; i++)
        {
            blocks.TryEnterTuple(out var block).Should().BeTrue();
            block.TryReadBytes(out var cid).Should().BeTrue();
            block.TryReadString(out var name).Should().BeTrue();
            cid.Length.Should().Be(i);
            name.Should().Be("é" + i);
            blocks.TryLeave(in block).Should().BeTrue();
        }

        reader.TryLeave(in blocks).Should().BeTrue();
        reader.TryReadBool(out var last).Should().BeTrue();
        reader.TryEnd().Should().BeTrue();
        (first, count, last).Should().Be((7, 3, true));
    }

    [Fact]
    public void Every_truncation_is_refused()
    {
        var encoded = Nested();
        for (var length = 0; length < encoded.Length; length++)
        {
            ReadNested(encoded.AsSpan(0, length)).Should().NotBe(AbiError.None);
        }

        ReadNested(encoded).Should().Be(AbiError.None);
    }

    [Fact]
    public void Trailing_word_is_refused() => ReadNested([.. Nested(), .. new byte[32]]).Should().Be(AbiError.Trailing);

    [Fact]
    public void Count_above_the_limit_is_refused_before_reading()
    {
        var reader = new AbiReader(Nested());
        reader.TryReadUInt16(out _);
        reader.TryEnterArray(2, out _, out _).Should().BeFalse();
        reader.Error.Should().Be(AbiError.Limit);
    }

    [Fact]
    public void Every_changed_byte_is_refused_or_means_another_value()
    {
        var encoded = Nested();
        for (var i = 0; i < encoded.Length; i++)
        {
            var changed = encoded.ToArray();
            changed[i] ^= 0x80;
            var isContent = ReadNested(changed) == AbiError.None;
            // Only bytes of a value itself may change freely: the number 7 cannot (0x80 makes it 135, still 16 bits), cids can.
            isContent.Should().Be(IsFreeByte(encoded, i), $"byte {i}");
        }
    }

    [Fact]
    public void Bool_of_two_is_refused()
    {
        var reader = new AbiReader(new AbiWriter().WriteUInt(2).ToArray());
        reader.TryReadBool(out _).Should().BeFalse();
        reader.Error.Should().Be(AbiError.Padding);
    }

    [Fact]
    public void Text_that_is_not_utf8_is_refused()
    {
        var reader = new AbiReader(new AbiWriter().WriteBytes([0xff]).ToArray());
        reader.TryReadString(out _).Should().BeFalse();
        reader.Error.Should().Be(AbiError.Utf8);
    }

    [Fact]
    public void Offset_into_the_head_is_refused()
    {
        var bytes = new AbiWriter().WriteBytes([]).WriteUInt(1).ToArray();
        bytes[31] = 32;
        var reader = new AbiReader(bytes);
        reader.TryReadBytes(out _);
        reader.TryReadUInt8(out _);
        reader.TryEnd().Should().BeFalse();
    }

    private static byte[] Nested()
    {
        var blocks = new AbiWriter();
        for (var i = 0; i < 3; i++)
        {
            blocks.WriteTuple(new AbiWriter().WriteBytes(new byte[i]).WriteString("é" + i));
        }

        return new AbiWriter().WriteUInt(7).WriteArray(3, blocks).WriteBool(true).ToArray();
    }

    // Free: the two low bytes of the uint16, and the bytes of the cids (zero bytes that stand in front of zero padding inside a word
    // with a length of 1 or 2 before it).
    private static bool IsFreeByte(byte[] encoded, int index)
    {
        var word = index / 32;
        var cidLength = word > 0 ? encoded[(word * 32) - 1] : 0;
        var isCid = cidLength is 1 or 2 && encoded.AsSpan(word * 32, 32).IndexOfAnyExcept((byte)0) < 0 && index % 32 < cidLength;
        return index is 30 or 31 || isCid;
    }

    private static AbiError ReadNested(ReadOnlySpan<byte> data)
    {
        var reader = new AbiReader(data);
        reader.TryReadUInt16(out _);
        if (reader.TryEnterArray(10, out var count, out var blocks))
        {
            for (var i = 0; i < count; i++)
            {
                _ = blocks.TryEnterTuple(out var block) && block.TryReadBytes(out _) && block.TryReadString(out _) && blocks.TryLeave(in block);
            }
        }

        _ = reader.TryLeave(in blocks) && reader.TryReadBool(out _) && reader.TryEnd();
        return reader.Error;
    }
}
