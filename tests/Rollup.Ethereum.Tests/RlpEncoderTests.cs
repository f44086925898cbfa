using Rollup.Ethereum.Rlp;
using Rollup.Primitives;

namespace Rollup.Ethereum.Tests;

// The examples of ethereum.org/developers/docs/data-structures-and-encoding/rlp.
public sealed class RlpEncoderTests
{
    [Fact]
    public void Strings_and_lists_match_the_documented_examples()
    {
        Hex.Encode(RlpEncoder.Bytes("dog"u8)).Should().Be("0x83646f67");
        Hex.Encode(RlpEncoder.List(RlpEncoder.Bytes("cat"u8), RlpEncoder.Bytes("dog"u8))).Should().Be("0xc88363617483646f67");
        Hex.Encode(RlpEncoder.Bytes([])).Should().Be("0x80");
        Hex.Encode(RlpEncoder.List()).Should().Be("0xc0");
        Hex.Encode(RlpEncoder.Unsigned(0UL)).Should().Be("0x80");
        Hex.Encode(RlpEncoder.Bytes([0])).Should().Be("0x00");
        Hex.Encode(RlpEncoder.Unsigned(15UL)).Should().Be("0x0f");
        Hex.Encode(RlpEncoder.Unsigned(1024UL)).Should().Be("0x820400");
        Hex.Encode(RlpEncoder.Bytes("Lorem ipsum dolor sit amet, consectetur adipisicing elit"u8)).Should().StartWith("0xb8384c6f72656d");
        Hex.Encode(RlpEncoder.List(RlpEncoder.List(), RlpEncoder.List(RlpEncoder.List()), RlpEncoder.List(RlpEncoder.List(), RlpEncoder.List(RlpEncoder.List()))))
            .Should().Be("0xc7c0c1c0c3c0c1c0");
    }

    [Fact]
    public void Numbers_above_64_bits_have_no_leading_zero() =>
        Hex.Encode(RlpEncoder.Unsigned(UInt128.One << 64)).Should().Be("0x89010000000000000000");
}
