using Org.BouncyCastle.Asn1.X9;
using Org.BouncyCastle.Crypto.EC;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Math.EC;
using Org.BouncyCastle.Math.EC.Multiplier;
using Rollup.Ethereum.Host;
using Rollup.Primitives;

namespace Rollup.Ethereum.Keys;

/// <summary>The curve's numbers and the few operations on them that keys and signatures share.</summary>
internal static class Secp256k1
{
    private static readonly X9ECParameters Curve = CustomNamedCurves.GetByName("secp256k1");
    private static readonly FixedPointCombMultiplier Multiplier = new();

    public static BigInteger Order => Curve.N;

    public static BigInteger HalfOrder { get; } = Curve.N.ShiftRight(1);

    public static ECPoint Generator => Curve.G;

    public static ECPoint MultiplyGenerator(BigInteger scalar) => Normalize(Multiplier.Multiply(Curve.G, scalar));

    /// <summary>Makes a point's coordinates known. BouncyCastle blinds that with random numbers of the platform.</summary>
    /// <exception cref="OpenSslMissingException">OpenSSL is missing.</exception>
    public static ECPoint Normalize(ECPoint point)
    {
        OpenSsl.Require();
        return point.Normalize();
    }


    public static bool IsScalar(BigInteger value) => value.SignValue > 0 && value.CompareTo(Order) < 0;

    public static BigInteger ToInteger(Hash32 value)
    {
        Span<byte> bytes = stackalloc byte[32];
        value.CopyTo(bytes);
        return new BigInteger(1, bytes);
    }

    public static Hash32 ToHash32(BigInteger value)
    {
        Span<byte> bytes = stackalloc byte[32];
        ReadOnlySpan<byte> digits = value.ToByteArrayUnsigned();
        digits.CopyTo(bytes[(32 - digits.Length)..]);
        return Hash32.FromBytes(bytes);
    }

    public static bool TryDecompress(Hash32 x, byte yParity, out ECPoint point)
    {
        var compressed = new byte[33];
        compressed[0] = (byte)(2 + yParity);
        x.CopyTo(compressed.AsSpan(1));
        return TryDecode(compressed, out point);
    }

    /// <summary>Reads an encoded point of the curve; false for anything else.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> encoded, out ECPoint point)
    {
        try
        {
            point = Curve.Curve.DecodePoint(encoded.ToArray());
            return true;
        }
        catch (ArgumentException)
        {
            // BouncyCastle says "not on the curve" by exception only.
            point = Curve.Curve.Infinity;
            return false;
        }
    }

    public static Address AddressOf(ECPoint publicKey)
    {
        byte[] uncompressed = publicKey.GetEncoded(compressed: false);
        Span<byte> hash = stackalloc byte[32];
        Keccak256.Hash(uncompressed.AsSpan(1)).CopyTo(hash);
        return Address.FromBytes(hash[12..]);
    }
}
