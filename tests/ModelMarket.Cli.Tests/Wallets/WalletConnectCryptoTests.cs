using System.Text.Json.Nodes;
using ModelMarket.Cli.Wallets.WalletConnect;

namespace ModelMarket.Cli.Tests.Wallets;

public sealed class WalletConnectCryptoTests
{
    // The vector of WalletConnect's own relay-auth tests.
    [Fact]
    public void Name_at_the_relay_follows_from_the_seed()
    {
        var identity = new RelayIdentity(Convert.FromHexString("58e0254c211b858ef7896b00e3f36beeb13d568d47c6031c4218b87718061295"));

        identity.Did.Should().Be("did:key:z6MkodHZwneVRShtaLf8JKYkxpDGp1vGZnpGmdBpX8M2exxH");
    }

    [Fact]
    public void Sealed_message_opens_with_its_key_only_and_whole_only()
    {
        var topic = SealedTopic.New();
        var text = topic.Seal(new JsonObject { ["id"] = 7, ["words"] = "for the phone" });

        topic.TryOpen(text, out var opened).Should().BeTrue();
        opened["words"]!.GetValue<string>().Should().Be("for the phone");
        SealedTopic.New().TryOpen(text, out _).Should().BeFalse();
        var bytes = Convert.FromBase64String(text);
        for (var at = 1; at < bytes.Length; at++)
        {
            bytes[at] ^= 1;
            topic.TryOpen(Convert.ToBase64String(bytes), out _).Should().BeFalse($"byte {at} was changed");
            bytes[at] ^= 1;
        }

        topic.Seal(new JsonObject { ["id"] = 7 }).Should().NotBe(topic.Seal(new JsonObject { ["id"] = 7 }), "the nonce is new each time");
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64 at all!")]
    [InlineData("AA==")]
    [InlineData("Ag==")]
    public void Text_that_is_no_envelope_is_not_opened(string text) => SealedTopic.New().TryOpen(text, out _).Should().BeFalse();

    [Fact]
    public void Both_sides_agree_on_one_topic()
    {
        var ours = new KeyAgreement();
        var theirs = new KeyAgreement();

        ours.TryAgree(theirs.PublicKey, out var one).Should().BeTrue();
        theirs.TryAgree(ours.PublicKey, out var two).Should().BeTrue();
        one!.Name.Should().Be(two!.Name).And.HaveLength(64);
    }

    [Theory]
    [InlineData("")]
    [InlineData("zz")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000000")]
    public void Key_that_is_none_or_of_small_order_is_refused(string key) => new KeyAgreement().TryAgree(key, out _).Should().BeFalse();

    [Fact]
    public void Pairing_uri_has_the_parts_of_the_specification()
    {
        var topic = new SealedTopic([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);

        PairingUri.Of(topic, DateTimeOffset.FromUnixTimeSeconds(1_700_000_000)).Should().Be(
            $"wc:{topic.Name}@2?relay-protocol=irn&symKey=000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f&expiryTimestamp=1700000000");
    }
}
