using Org.BouncyCastle.Math.EC;
using Rollup.Primitives;

namespace Rollup.Ethereum.Keys;

/// <summary>A point of secp256k1 that somebody holds the key of.</summary>
public sealed class PublicKey
{
    /// <summary>Bytes of the compressed form.</summary>
    public const int SizeBytes = 33;

    private const int UncompressedBytes = 65;

    internal PublicKey(ECPoint point) => Point = Secp256k1.Normalize(point);

    /// <summary>The account of the key.</summary>
    public Address Address => Secp256k1.AddressOf(Point);

    internal ECPoint Point { get; }

    /// <summary>Reads a compressed (33 bytes) or uncompressed (65 bytes) point; false for anything that is not on the curve.</summary>
    public static bool TryParse(ReadOnlySpan<byte> encoded, out PublicKey? key)
    {
        key = null;
        bool isForm = (encoded.Length == SizeBytes && encoded[0] is 2 or 3) || (encoded.Length == UncompressedBytes && encoded[0] == 4);
        if (!isForm || !Secp256k1.TryDecode(encoded, out ECPoint point))
            return false;

        key = new PublicKey(point);
        return true;
    }

    /// <summary>The compressed form: 33 bytes.</summary>
    public byte[] ToBytes() => Point.GetEncoded(compressed: true);
}
