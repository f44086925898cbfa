using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Math;
using Rollup.Ethereum.Host;
using Rollup.Primitives;

namespace Rollup.Ethereum.Keys;

/// <summary>A secp256k1 key held in memory. It never prints itself: <see cref="ToString"/> gives the address.</summary>
public sealed class PrivateKey : ITransactionSigner
{
    private const int SizeBytes = 32;
    private readonly BigInteger _scalar;

    private PrivateKey(BigInteger scalar)
    {
        _scalar = scalar;
        PublicKey = new PublicKey(Secp256k1.MultiplyGenerator(scalar));
        Address = PublicKey.Address;
    }

    /// <summary>The point that belongs to it: what others encrypt to.</summary>
    public PublicKey PublicKey { get; }

    internal BigInteger Scalar => _scalar;

    /// <inheritdoc/>
    public Address Address { get; }

    /// <summary>Takes 32 big-endian bytes.</summary>
    /// <exception cref="ArgumentException">The bytes are not a number in 1 … n − 1.</exception>
    public static PrivateKey FromBytes(ReadOnlySpan<byte> bytes) =>
        TryFromBytes(bytes, out PrivateKey? key)
            ? key!
            : throw new ArgumentException("a private key is 32 bytes, above zero and below the order of secp256k1", nameof(bytes));

    /// <summary>Takes 64 hexadecimal digits, with or without <c>0x</c>; surrounding white space is dropped.</summary>
    public static bool TryParse(string? text, out PrivateKey? key)
    {
        key = null;
        string digits = (text ?? "").Trim();
        if (digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            digits = digits[2..];
        if (digits.Length != 2 * SizeBytes || !digits.All(char.IsAsciiHexDigit))
            return false;

        return TryFromBytes(Convert.FromHexString(digits), out key);
    }

    /// <inheritdoc cref="TryParse"/>
    /// <exception cref="FormatException">The text is not a private key; the message does not repeat it.</exception>
    public static PrivateKey Parse(string text) =>
        TryParse(text, out PrivateKey? key)
            ? key!
            : throw new FormatException("not a private key: expected 64 hexadecimal digits, above zero and below the order of secp256k1");

    /// <summary>A new key from the system's random numbers.</summary>
    public static PrivateKey New()
    {
        while (true)
        {
            if (TryFromBytes(HostCrypto.RandomBytes(SizeBytes), out PrivateKey? key))
                return key!;
        }
    }

    /// <summary>Signs deterministically (RFC 6979 with HMAC-SHA-256) and with low s (EIP-2).</summary>
    public Signature Sign(Hash32 digest)
    {
        var message = new byte[SizeBytes];
        digest.CopyTo(message);
        var nonces = new HMacDsaKCalculator(new Sha256Digest());
        nonces.Init(Secp256k1.Order, _scalar, message);
        BigInteger z = new(1, message);
        while (true)
        {
            if (TrySign(z, nonces.NextK(), out Signature signature))
                return signature;
        }
    }

    /// <inheritdoc/>
    public ValueTask<Signature> SignAsync(Hash32 digest, CancellationToken cancellationToken = default) => ValueTask.FromResult(Sign(digest));

    /// <summary>The address of the key, never the key.</summary>
    public override string ToString() => Address.ToChecksumString();

    private static bool TryFromBytes(ReadOnlySpan<byte> bytes, out PrivateKey? key)
    {
        key = null;
        if (bytes.Length != SizeBytes)
            return false;

        BigInteger scalar = new(1, bytes);
        if (!Secp256k1.IsScalar(scalar))
            return false;

        key = new PrivateKey(scalar);
        return true;
    }

    private bool TrySign(BigInteger z, BigInteger k, out Signature signature)
    {
        signature = default;
        var ephemeral = Secp256k1.MultiplyGenerator(k);
        BigInteger x = ephemeral.AffineXCoord.ToBigInteger();
        BigInteger s = k.ModInverse(Secp256k1.Order).Multiply(z.Add(_scalar.Multiply(x))).Mod(Secp256k1.Order);
        // An x at or above the order (about one in 2^128) would need a recovery number that transactions cannot carry: take the next nonce.
        if (x.CompareTo(Secp256k1.Order) >= 0 || s.SignValue == 0)
            return false;

        bool odd = ephemeral.AffineYCoord.ToBigInteger().TestBit(0);
        if (s.CompareTo(Secp256k1.HalfOrder) > 0)
        {
            s = Secp256k1.Order.Subtract(s);
            odd = !odd;
        }
        signature = new Signature(Secp256k1.ToHash32(x), Secp256k1.ToHash32(s), odd ? (byte)1 : (byte)0);
        return true;
    }

    /// <summary>The key itself, 32 bytes big-endian: for a keystore or another wallet, never for a log.</summary>
    public byte[] ToBytes() => Secp256k1.ToHash32(_scalar).ToArray();
}
