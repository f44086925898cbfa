using Rollup.Primitives.Abi;

namespace Rollup.Primitives.Tests.Abi;

public sealed class AbiTypeTests
{
    [Theory]
    [InlineData("uint8")]
    [InlineData("int256")]
    [InlineData("bytes")]
    [InlineData("bytes32[63]")]
    [InlineData("(uint64,(bool,string)[2],address[][3])[]")]
    public void Canonical_text_round_trips(string text) => AbiType.Parse(text).ToString().Should().Be(text);

    [Theory]
    [InlineData("")]
    [InlineData("uint")]
    [InlineData("uint7")]
    [InlineData("uint08")]
    [InlineData("uint264")]
    [InlineData("uint0")]
    [InlineData("bytes0")]
    [InlineData("bytes33")]
    [InlineData("()")]
    [InlineData("(uint8")]
    [InlineData("(uint8,)")]
    [InlineData("uint8)")]
    [InlineData("uint8[0]")]
    [InlineData("uint8[65537]")]
    [InlineData("uint8[99999999999]")]
    [InlineData("uint8[-1]")]
    [InlineData("uint8 ")]
    [InlineData("function")]
    public void Other_text_is_refused(string text) => AbiType.TryParse(text, out _).Should().BeFalse();

    [Fact]
    public void Nesting_is_limited()
    {
        static string Nested(int depth) => new string('(', depth) + "bool" + new string(')', depth);
        AbiType.TryParse(Nested(AbiLimits.TypeDepthMax), out _).Should().BeTrue();
        AbiType.TryParse(Nested(AbiLimits.TypeDepthMax + 1), out _).Should().BeFalse();
        AbiType.TryParse("bool" + string.Concat(Enumerable.Repeat("[]", AbiLimits.TypeDepthMax + 2)), out _).Should().BeFalse();
        AbiType.TryParse("(" + string.Join(',', Enumerable.Repeat("bool", 1000)) + ")", out _).Should().BeFalse();
    }

    [Fact]
    public void Decoded_values_are_limited()
    {
        // 65,536 × 65,536 values of type bool[65536][] would be asked for by a small input; the data ends long before.
        AbiCodec.TryDecode([AbiType.Parse("bool[65536][]")], new byte[96], out _, out _).Should().BeFalse();
        var many = new AbiWriter().WriteArray(AbiLimits.DecodedValuesMax, Zeros(AbiLimits.DecodedValuesMax)).ToArray();
        AbiCodec.TryDecode([AbiType.Parse("uint8[]")], many, out _, out var error).Should().BeFalse();
        error.Should().Be(AbiError.Limit);
    }

    [Theory]
    [InlineData("uint8", 256)]
    [InlineData("bool", 1)]
    public void Value_of_another_type_is_refused_when_encoding(string type, ulong number)
    {
        var encode = () => AbiCodec.Encode([AbiType.Parse(type)], [new AbiValue.Number(number)]);
        encode.Should().Throw<ArgumentException>();
    }

    private static AbiWriter Zeros(int count)
    {
        var writer = new AbiWriter();
        for (var i = 0; i < count; i++)
        {
            writer.WriteUInt(0);
        }

        return writer;
    }
}
