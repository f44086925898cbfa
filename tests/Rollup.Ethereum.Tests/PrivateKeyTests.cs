using System.Text.Json;
using Rollup.Ethereum.Keys;
using Rollup.Primitives;

namespace Rollup.Ethereum.Tests;

public sealed class PrivateKeyTests
{
    [Fact]
    public void Signatures_equal_those_of_viem()
    {
        foreach (JsonElement vector in ViemVectors.Of("signatures"))
        {
            PrivateKey key = PrivateKey.Parse(vector.GetProperty("privateKey").GetString()!);
            Hash32 digest = Hash32.Parse(vector.GetProperty("digest").GetString());

            Signature signature = key.Sign(digest);

            key.Address.ToChecksumString().Should().Be(vector.GetProperty("address").GetString());
            signature.Should().Be(new Signature(
                Hash32.Parse(vector.GetProperty("r").GetString()), Hash32.Parse(vector.GetProperty("s").GetString()), vector.GetProperty("yParity").GetByte()));
        }
    }

    [Fact]
    public void Signature_recovers_to_its_signer_and_not_for_another_digest()
    {
        PrivateKey key = Mnemonic.Dev.Key(3);
        Hash32 digest = Keccak256.Hash("one"u8);
        Signature signature = key.Sign(digest);

        signature.TryRecover(digest, out Address signer).Should().BeTrue();
        signer.Should().Be(key.Address);
        signature.TryRecover(Keccak256.Hash("two"u8), out Address other).Should().BeTrue();
        other.Should().NotBe(key.Address);
    }

    [Fact]
    public void Impossible_signatures_recover_to_nobody()
    {
        Hash32 digest = Keccak256.Hash("one"u8);
        Hash32 one = UInt256.One.ToHash32(), all = UInt256.MaxValue.ToHash32();

        new Signature(default, one, 0).TryRecover(digest, out _).Should().BeFalse();
        new Signature(one, default, 0).TryRecover(digest, out _).Should().BeFalse();
        new Signature(all, one, 0).TryRecover(digest, out _).Should().BeFalse();
        new Signature(one, one, 2).TryRecover(digest, out _).Should().BeFalse();
        // x = 5 is on no point of the curve.
        new Signature(((UInt256)5UL).ToHash32(), one, 0).TryRecover(digest, out _).Should().BeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("0x")]
    [InlineData("0x0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141")]
    [InlineData("0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff")]
    [InlineData("zc0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80")]
    public void Bad_keys_are_refused_without_being_repeated(string text)
    {
        PrivateKey.TryParse(text, out _).Should().BeFalse();
        FluentActions.Invoking(() => PrivateKey.Parse(text)).Should().Throw<FormatException>().Which.Message.Should().NotContain("c0974");
    }

    [Fact]
    public void Key_prints_its_address_only() =>
        Mnemonic.Dev.Key(0).ToString().Should().Be("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
}
