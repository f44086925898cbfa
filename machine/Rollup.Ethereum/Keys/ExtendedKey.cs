using System.Buffers.Binary;
using System.Security.Cryptography;
using Org.BouncyCastle.Math;
using Rollup.Ethereum.Host;

namespace Rollup.Ethereum.Keys;

/// <summary>A private node of a BIP-32 tree: 32 bytes of key, 32 bytes of chain code.</summary>
internal sealed class ExtendedKey
{
    private readonly byte[] _chainCode;

    private ExtendedKey(byte[] key, byte[] chainCode)
    {
        Key = key;
        _chainCode = chainCode;
    }

    public byte[] Key { get; }

    public static ExtendedKey Master(byte[] seed)
    {
        byte[] digest = HostCrypto.HmacSha512("Bitcoin seed"u8, seed);
        RequireScalar(new BigInteger(1, digest.AsSpan(0, 32)));
        return new ExtendedKey(digest[..32], digest[32..]);
    }

    public ExtendedKey At(DerivationPath path) => path.Steps.Aggregate(this, (node, step) => node.Child(step));

    private ExtendedKey Child(uint step)
    {
        if ((step & DerivationPath.HardenedBit) != 0)
            return Derive(step, [0, .. Key]);

        var publicKey = Secp256k1.MultiplyGenerator(new BigInteger(1, Key));
        return Derive(step, publicKey.GetEncoded(compressed: true));
    }

    private ExtendedKey Derive(uint index, ReadOnlySpan<byte> parent)
    {
        var data = new byte[parent.Length + 4];
        parent.CopyTo(data);
        BinaryPrimitives.WriteUInt32BigEndian(data.AsSpan(parent.Length), index);
        byte[] digest = HostCrypto.HmacSha512(_chainCode, data);
        BigInteger left = new(1, digest.AsSpan(0, 32));
        RequireScalar(left);
        BigInteger child = left.Add(new BigInteger(1, Key)).Mod(Secp256k1.Order);
        RequireScalar(child);
        return new ExtendedKey(Secp256k1.ToHash32(child).ToArray(), digest[32..]);
    }

    // BIP-32 calls such an index invalid; nobody has ever met one (about one in 2^127).
    private static void RequireScalar(BigInteger value)
    {
        if (!Secp256k1.IsScalar(value))
            throw new CryptographicException("this derivation path has no key (BIP-32); use the next index");
    }
}
