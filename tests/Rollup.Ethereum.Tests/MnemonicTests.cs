using System.Text.Json;
using Rollup.Ethereum.Keys;
using Rollup.Primitives;

namespace Rollup.Ethereum.Tests;

public sealed class MnemonicTests
{
    [Fact]
    public void Dev_phrase_gives_the_accounts_of_anvil()
    {
        foreach (JsonElement vector in ViemVectors.Of("accounts"))
        {
            PrivateKey key = Mnemonic.Dev.Key(vector.GetProperty("index").GetInt32());

            key.Address.ToChecksumString().Should().Be(vector.GetProperty("address").GetString());
            key.Address.Should().Be(PrivateKey.Parse(vector.GetProperty("privateKey").GetString()!).Address);
        }
    }

    // From the test vectors of BIP-39 (github.com/trezor/python-mnemonic, passphrase TREZOR); addresses by viem's mnemonicToAccount.
    [Fact]
    public void Passphrase_and_24_words_are_understood()
    {
        const string phrase = "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon "
            + "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon art";

        Mnemonic.Parse(phrase).Key(0).Address.Should().Be(Address.Parse("0xF278cF59F82eDcf871d630F28EcC8056f25C1cdb"));
        Mnemonic.Parse(phrase, "TREZOR").Key(0).Address.Should().NotBe(Mnemonic.Parse(phrase).Key(0).Address);
    }

    [Theory]
    [InlineData("test test test test test test test test test test test test", "checksum")]
    [InlineData("test test test", "12, 15, 18, 21 or 24")]
    [InlineData("test test test test test test test test test test test junky", "word 12")]
    public void Wrong_phrases_are_refused(string phrase, string why) =>
        FluentActions.Invoking(() => Mnemonic.Parse(phrase)).Should().Throw<FormatException>().WithMessage($"*{why}*");
}
