using System.Security.Cryptography;
using Rollup.Primitives;

namespace ModelMarket.Content.Tests;

/// <summary>The platform's SHA-256, as hosts use it.</summary>
internal sealed class PlatformSha256 : ISha256
{
    public static PlatformSha256 Instance { get; } = new();

    public Hash32 Hash(ReadOnlySpan<byte> data)
    {
        Span<byte> hash = stackalloc byte[Hash32.SizeBytes];
        SHA256.HashData(data, hash);
        return Hash32.FromBytes(hash);
    }
}
