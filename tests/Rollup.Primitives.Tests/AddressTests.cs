using CsCheck;

namespace Rollup.Primitives.Tests;

public sealed class AddressTests
{
    /// <summary>The examples of EIP-55.</summary>
    [Theory]
    [InlineData("0x52908400098527886E0F7030069857D2E4169EE7")]
    [InlineData("0x8617E340B3D01FA5F11F306F4090FD50E238070D")]
    [InlineData("0xde709f2102306220921060314715629080e2fb77")]
    [InlineData("0x27b1fdb04752bbc536007a920d24acb045561c26")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")]
    [InlineData("0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359")]
    [InlineData("0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB")]
    [InlineData("0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb")]
    public void Checksum_text_equals_the_examples_of_eip55(string text)
    {
        Address.Parse(text).ToChecksumString().Should().Be(text);
        Address.Parse(text.ToLowerInvariant()).ToString().Should().Be(text.ToLowerInvariant());
    }

    [Theory]
    [InlineData("")]
    [InlineData("0x")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAedd")]
    [InlineData("5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed00")]
    [InlineData("0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeg")]
    public void Text_that_is_no_address_is_refused(string text) => Address.TryParse(text, out _).Should().BeFalse();

    [Fact]
    public void Order_is_the_order_of_the_bytes() =>
        Gen.Select(Gen.Byte.Array[20], Gen.Byte.Array[20]).Sample((a, b) =>
            Math.Sign(Address.FromBytes(a).CompareTo(Address.FromBytes(b)))
                == Math.Sign(a.AsSpan().SequenceCompareTo(b))
            && Address.FromBytes(a).ToArray().AsSpan().SequenceEqual(a));

    [Fact]
    public void FromBytes_of_another_length_throws()
    {
        var make = () => Address.FromBytes(new byte[19]);
        make.Should().Throw<ArgumentException>();
    }
}
