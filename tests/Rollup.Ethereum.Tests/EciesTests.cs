using System.Text;
using System.Text.Json;
using Rollup.Ethereum.Keys;
using Rollup.Primitives;

namespace Rollup.Ethereum.Tests;

/// <summary>Private messages, against eciesjs.</summary>
public sealed class EciesTests
{
    private static readonly PrivateKey Ada = PrivateKey.Parse(new string('a', 64));
    private static readonly PrivateKey Ben = PrivateKey.Parse(new string('b', 64));

    public static TheoryData<string, string, string, string> Vectors
    {
        get
        {
            var data = new TheoryData<string, string, string, string>();
            foreach (JsonElement vector in Read("ecies.json").EnumerateArray())
                data.Add(Text(vector, "secretKey"), Text(vector, "publicKey"), Text(vector, "text"), Text(vector, "envelope"));
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void An_envelope_of_eciesjs_is_decrypted(string secretKey, string publicKey, string text, string envelope)
    {
        PrivateKey key = PrivateKey.Parse(secretKey);

        Hex.Encode(key.PublicKey.ToBytes()).Should().Be(publicKey);
        Ecies.TryDecrypt(key, Hex.Decode(envelope), out byte[] decrypted).Should().BeTrue();
        Encoding.UTF8.GetString(decrypted).Should().Be(text);
    }

    [Fact]
    public void What_eciesjs_reads_is_made_here_byte_for_byte()
    {
        foreach (JsonElement vector in Read("fixed.json").EnumerateArray())
        {
            PrivateKey receiver = PrivateKey.Parse(Text(vector, "secretKey"));
            byte[] made = Ecies.Encrypt(receiver.PublicKey, Encoding.UTF8.GetBytes(Text(vector, "text")), PrivateKey.Parse(Text(vector, "freshKey")), Hex.Decode(Text(vector, "nonce")));

            Hex.Encode(made).Should().Be(Text(vector, "envelope"));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4_000)]
    public void What_is_encrypted_is_read_by_its_receiver_alone(int length)
    {
        byte[] text = [.. Enumerable.Range(0, length).Select(i => (byte)i)];

        byte[] envelope = Ecies.Encrypt(Ada.PublicKey, text);

        envelope.Should().HaveCount(length + Ecies.OverheadBytes);
        Ecies.TryDecrypt(Ada, envelope, out byte[] read).Should().BeTrue();
        read.Should().Equal(text);
        Ecies.TryDecrypt(Ben, envelope, out byte[] other).Should().BeFalse();
        other.Should().BeEmpty();
        Ecies.Encrypt(Ada.PublicKey, text).Should().NotEqual(envelope, "each message has a key of its own");
    }

    [Fact]
    public void A_changed_bit_anywhere_is_refused()
    {
        byte[] envelope = Ecies.Encrypt(Ada.PublicKey, "pay by Friday"u8);
        for (int i = 0; i < envelope.Length; i++)
        {
            byte[] changed = [.. envelope];
            changed[i] ^= 1;

            Ecies.TryDecrypt(Ada, changed, out _).Should().BeFalse($"byte {i} was changed");
        }

        for (int length = 0; length < envelope.Length; length++) Ecies.TryDecrypt(Ada, envelope.AsSpan(0, length), out _).Should().BeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("0x02")]
    [InlineData("0x05c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5")]
    [InlineData("0x02ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    [InlineData("0x020000000000000000000000000000000000000000000000000000000000000005")]
    [InlineData("0x00")]
    public void A_point_that_is_not_on_the_curve_is_no_key(string encoded)
    {
        PublicKey.TryParse(encoded.Length == 0 ? [] : Hex.Decode(encoded), out PublicKey? key).Should().BeFalse();
        key.Should().BeNull();
    }

    private static JsonElement Read(string name) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "vectors", "ecies", name))).RootElement;

    private static string Text(JsonElement vector, string name) => vector.GetProperty(name).GetString()!;
}
