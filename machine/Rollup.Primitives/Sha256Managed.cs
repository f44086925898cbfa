using Org.BouncyCastle.Crypto.Digests;

namespace Rollup.Primitives;

/// <summary>SHA-256 in managed code: the runtime's own needs OpenSSL, which the machine has not.</summary>
public sealed class Sha256Managed : ISha256
{
    private Sha256Managed()
    {
    }

    /// <summary>The one instance; it keeps no state.</summary>
    public static Sha256Managed Instance { get; } = new();

    /// <inheritdoc/>
    Hash32 ISha256.Hash(ReadOnlySpan<byte> data) => Hash(data);

    /// <summary>The hash of <paramref name="data"/> (FIPS 180-4).</summary>
    public static Hash32 Hash(ReadOnlySpan<byte> data)
    {
        var digest = new Sha256Digest();
        digest.BlockUpdate(data);
        Span<byte> hash = stackalloc byte[Hash32.SizeBytes];
        digest.DoFinal(hash);
        return Hash32.FromBytes(hash);
    }
}
