using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;
using Rollup.Ethereum.Host;
using ECPoint = Org.BouncyCastle.Math.EC.ECPoint;

namespace Rollup.Ethereum.Keys;

/// <summary>
/// Encrypts to a secp256k1 key as eciesjs, eciespy and their kin do by default (ECIES.md): a fresh key agrees with the receiver's, HKDF-SHA256 makes
/// the AES-256-GCM key of it. An envelope is the fresh public key (65 bytes), nonce (16), tag (16) and the ciphertext.
/// </summary>
public static class Ecies
{
    /// <summary>Bytes an envelope is longer than its text.</summary>
    public const int OverheadBytes = PointBytes + NonceBytes + TagBytes;

    private const int PointBytes = 65;
    private const int NonceBytes = 16;
    private const int TagBytes = 16;
    private const int KeyBytes = 32;
    private const int BitsPerByte = 8;

    /// <summary>Encrypts for the holder of a key.</summary>
    /// <param name="receiver">Whose it is.</param>
    /// <param name="text">Any bytes.</param>
    public static byte[] Encrypt(PublicKey receiver, ReadOnlySpan<byte> text)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        return Encrypt(receiver, text, FreshKey(), HostCrypto.RandomBytes(NonceBytes));
    }

    /// <summary>Decrypts an envelope; false if it was not made for this key, or was changed.</summary>
    public static bool TryDecrypt(PrivateKey receiver, ReadOnlySpan<byte> envelope, out byte[] text)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        text = [];
        if (envelope.Length < OverheadBytes || !PublicKey.TryParse(envelope[..PointBytes], out PublicKey? fresh))
            return false;

        byte[] key = SharedKey(fresh!, Secp256k1.Normalize(fresh!.Point.Multiply(receiver.Scalar)));
        ReadOnlySpan<byte> nonce = envelope.Slice(PointBytes, NonceBytes);
        ReadOnlySpan<byte> tag = envelope.Slice(PointBytes + NonceBytes, TagBytes);
        return TryOpen(key, nonce, tag, envelope[OverheadBytes..], out text);
    }

    /// <summary>Encrypts with a fresh key and nonce that are given: for test vectors alone, because neither may ever be used twice.</summary>
    /// <param name="receiver">Whose key it is for.</param>
    /// <param name="text">Any bytes.</param>
    /// <param name="fresh">A key of this message alone.</param>
    /// <param name="nonce">16 bytes.</param>
    public static byte[] Encrypt(PublicKey receiver, ReadOnlySpan<byte> text, PrivateKey fresh, ReadOnlySpan<byte> nonce)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        ArgumentNullException.ThrowIfNull(fresh);
        byte[] key = SharedKey(fresh.PublicKey, Secp256k1.Normalize(receiver.Point.Multiply(fresh.Scalar)));
        var cipher = Cipher(true, key, nonce);
        var body = new byte[text.Length + TagBytes];
        int written = cipher.ProcessBytes(text.ToArray(), 0, text.Length, body, 0);
        cipher.DoFinal(body, written);
        return [.. fresh.PublicKey.Point.GetEncoded(compressed: false), .. nonce, .. body.AsSpan(text.Length), .. body.AsSpan(0, text.Length)];
    }

    private static bool TryOpen(byte[] key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> tag, ReadOnlySpan<byte> body, out byte[] text)
    {
        var cipher = Cipher(false, key, nonce);
        byte[] sealedText = [.. body, .. tag];
        text = new byte[body.Length];
        try
        {
            int written = cipher.ProcessBytes(sealedText, 0, sealedText.Length, text, 0);
            cipher.DoFinal(text, written);
            return true;
        }
        catch (InvalidCipherTextException)
        {
            // BouncyCastle says "wrong tag" by exception only.
            text = [];
            return false;
        }
    }

    private static GcmBlockCipher Cipher(bool encrypt, byte[] key, ReadOnlySpan<byte> nonce)
    {
        var cipher = new GcmBlockCipher(new AesEngine());
        cipher.Init(encrypt, new AeadParameters(new KeyParameter(key), TagBytes * BitsPerByte, nonce.ToArray()));
        return cipher;
    }

    private static byte[] SharedKey(PublicKey fresh, ECPoint shared)
    {
        var generator = new HkdfBytesGenerator(new Sha256Digest());
        generator.Init(new HkdfParameters([.. fresh.Point.GetEncoded(compressed: false), .. shared.GetEncoded(compressed: false)], null, null));
        var key = new byte[KeyBytes];
        generator.GenerateBytes(key, 0, key.Length);
        return key;
    }

    private static PrivateKey FreshKey()
    {
        while (true)
        {
            // Beyond the order about once in 2^128.
            if (PrivateKey.TryParse(Convert.ToHexString(HostCrypto.RandomBytes(KeyBytes)), out PrivateKey? key))
                return key!;
        }
    }
}
