using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelMarket.Cli.Market;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Rollup.Ethereum.Host;

namespace ModelMarket.Cli.Wallets.WalletConnect;

/// <summary>
/// A topic and the key that its messages are sealed with: envelopes of type 0, ChaCha20-Poly1305 with a 12-byte nonce, base64
/// (WalletConnect Core, Crypto and Envelopes). The topic is the SHA-256 of the key.
/// </summary>
internal sealed class SealedTopic
{
    /// <summary>Length of the key.</summary>
    public const int KeyBytes = 32;

    private const byte Type0 = 0;
    private const byte Type1 = 1;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly byte[] _key;

    /// <summary>Takes a key of 32 bytes.</summary>
    public SealedTopic(byte[] key)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, KeyBytes);
        _key = key;
        Name = Convert.ToHexStringLower(HostSha256.Instance.Hash(key).ToArray());
    }

    /// <summary>The topic as 64 hexadecimal digits.</summary>
    public string Name { get; }

    /// <summary>The key, for the session's file and the pairing URI.</summary>
    public string KeyText => Convert.ToHexStringLower(_key);

    /// <summary>A topic of a new key.</summary>
    public static SealedTopic New() => new(HostCrypto.RandomBytes(KeyBytes));

    /// <summary>Seals a message.</summary>
    public string Seal(JsonNode message)
    {
        byte[] nonce = HostCrypto.RandomBytes(NonceBytes);
        byte[] plain = Encoding.UTF8.GetBytes(message.ToJsonString());
        var cipher = Cipher(forSealing: true, nonce);
        var sealedText = new byte[cipher.GetOutputSize(plain.Length)];
        int written = cipher.ProcessBytes(plain, 0, plain.Length, sealedText, 0);
        cipher.DoFinal(sealedText, written);
        return Convert.ToBase64String([Type0, .. nonce, .. sealedText]);
    }

    /// <summary>Opens a message; false for anything that was not sealed with this key.</summary>
    public bool TryOpen(string text, out JsonObject message)
    {
        message = [];
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out int length) || length == 0)
        {
            return false;
        }

        int start = bytes[0] switch { Type0 => 1, Type1 => 1 + KeyBytes, _ => length };
        if (length < start + NonceBytes + TagBytes)
        {
            return false;
        }

        try
        {
            var cipher = Cipher(forSealing: false, bytes[start..(start + NonceBytes)]);
            int from = start + NonceBytes;
            var plain = new byte[cipher.GetOutputSize(length - from)];
            int written = cipher.ProcessBytes(bytes, from, length - from, plain, 0);
            cipher.DoFinal(plain, written);
            message = JsonNode.Parse(plain) as JsonObject ?? [];
            return message.Count > 0;
        }
        catch (InvalidCipherTextException)
        {
            // Sealed with another key, or changed on the way.
            return false;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private Org.BouncyCastle.Crypto.Modes.ChaCha20Poly1305 Cipher(bool forSealing, byte[] nonce)
    {
        var cipher = new Org.BouncyCastle.Crypto.Modes.ChaCha20Poly1305();
        cipher.Init(forSealing, new AeadParameters(new KeyParameter(_key), TagBytes * 8, nonce));
        return cipher;
    }
}
