using Rollup.Ethereum.Errors;
using Rollup.Primitives;
using Rollup.Primitives.Abi;

namespace Rollup.Ethereum.Tests;

public sealed class ContractErrorsTests
{
    [Fact]
    public void Error_string_is_quoted() =>
        Decode(new AbiWriter().WriteString("not today").ToArray([0x08, 0xc3, 0x79, 0xa0])).Should().Be("\"not today\"");

    [Fact]
    public void Panic_carries_its_code() =>
        Decode(new AbiWriter().WriteUInt(17).ToArray([0x4e, 0x48, 0x7b, 0x71])).Should().Be("panic 17");

    [Fact]
    public void Custom_error_of_the_official_contracts_is_named() =>
        Decode(new AbiWriter().WriteAddress(Address.Zero).WriteUInt(9).ToArray([0x7e, 0x94, 0x26, 0x45]))
            .Should().Be("NotFirstClaim(0x0000000000000000000000000000000000000000, 9)");

    [Fact]
    public void Added_error_is_named() =>
        ContractErrors.Official.With("Sold(uint8,bytes4)").Decode(new AbiWriter().WriteUInt(1).WriteFixedBytes([1, 2, 3, 4]).ToArray(AbiSignature.Selector("Sold(uint8,bytes4)")))
            .ToString().Should().StartWith("Sold(1, 0x01020304");

    [Theory]
    [InlineData("0x", "no reason given")]
    [InlineData("0x01", "unknown error 0x01")]
    [InlineData("0xdeadbeef00", "unknown error 0xdeadbeef00")]
    [InlineData("0x08c379a0ff", "unknown error 0x08c379a0ff")]
    public void Unknown_or_malformed_data_is_shown_as_it_is(string data, string text) => Decode(Hex.Decode(data)).Should().Be(text);

    private static string Decode(byte[] data) => ContractErrors.Official.Decode(data).ToString();
}
