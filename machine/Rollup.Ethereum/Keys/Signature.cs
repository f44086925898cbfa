using Org.BouncyCastle.Math;
using Rollup.Primitives;

namespace Rollup.Ethereum.Keys;

/// <summary>A secp256k1 signature with its recovery bit.</summary>
/// <param name="R">The x coordinate of the ephemeral point, modulo the curve's order.</param>
/// <param name="S">The proof value; never above half the order (EIP-2).</param>
/// <param name="YParity">Parity of the ephemeral point's y: 0 or 1.</param>
public readonly record struct Signature(Hash32 R, Hash32 S, byte YParity)
{
    /// <summary>Length of <see cref="ToBytes"/>.</summary>
    public const int SizeBytes = 65;

    private const byte RecoveryOffset = 27;

    /// <summary>r ‖ s ‖ v with v = 27 + parity, as <c>personal_sign</c> answers.</summary>
    public byte[] ToBytes() => [.. R.ToArray(), .. S.ToArray(), (byte)(RecoveryOffset + YParity)];

    /// <summary>Reads r ‖ s ‖ v; v may be 27 or 28, or 0 or 1 as some wallets write.</summary>
    public static bool TryFromBytes(ReadOnlySpan<byte> bytes, out Signature signature)
    {
        signature = default;
        if (bytes.Length != SizeBytes || bytes[64] is not (0 or 1 or RecoveryOffset or RecoveryOffset + 1))
            return false;

        signature = new Signature(Hash32.FromBytes(bytes[..32]), Hash32.FromBytes(bytes[32..64]), (byte)(bytes[64] % RecoveryOffset));
        return true;
    }

    /// <summary>Gives the address whose key made this signature over <paramref name="digest"/>; false for numbers no key can have made.</summary>
    public bool TryRecover(Hash32 digest, out Address signer)
    {
        signer = default;
        BigInteger r = Secp256k1.ToInteger(R), s = Secp256k1.ToInteger(S);
        if (!Secp256k1.IsScalar(r) || !Secp256k1.IsScalar(s) || YParity > 1)
            return false;
        if (!Secp256k1.TryDecompress(R, YParity, out var ephemeral))
            return false;

        // Q = r⁻¹ (s R − z G), SEC 1 §4.1.6.
        BigInteger inverse = r.ModInverse(Secp256k1.Order);
        BigInteger z = Secp256k1.ToInteger(digest);
        var point = Secp256k1.Normalize(
            Secp256k1.Generator.Multiply(z.Negate().Multiply(inverse).Mod(Secp256k1.Order)).Add(ephemeral.Multiply(s.Multiply(inverse).Mod(Secp256k1.Order))));
        if (point.IsInfinity)
            return false;

        signer = Secp256k1.AddressOf(point);
        return true;
    }
}
