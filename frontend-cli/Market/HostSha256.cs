using System.Security.Cryptography;
using Rollup.Ethereum.Host;
using Rollup.Primitives;

namespace ModelMarket.Cli.Market;

/// <summary>SHA-256 of the platform, which is several times as fast as the managed one; where OpenSSL is missing, the managed one.</summary>
internal static class HostSha256
{
    /// <summary>The faster of the two that works here.</summary>
    public static ISha256 Instance { get; } = OpenSsl.IsMissing ? Sha256Managed.Instance : new Platform();

    private sealed class Platform : ISha256
    {
        public Hash32 Hash(ReadOnlySpan<byte> data) => Hash32.FromBytes(SHA256.HashData(data));
    }
}
