using System.Security.Cryptography;
using Rollup.Primitives;

namespace ModelMarket.Cli.Market;

/// <summary>SHA-256 of the platform, which is several times as fast as the managed one; where OpenSSL is missing, the managed one.</summary>
internal static class HostSha256
{
    /// <summary>The faster of the two that works here.</summary>
    public static ISha256 Instance { get; } = Probe() ? new Platform() : Sha256Managed.Instance;

    private static bool Probe()
    {
        try
        {
            return SHA256.HashData([]).Length == Hash32.SizeBytes;
        }
        catch (Exception fault) when (fault is DllNotFoundException or TypeInitializationException or PlatformNotSupportedException)
        {
            // No OpenSSL on this machine.
            return false;
        }
    }

    private sealed class Platform : ISha256
    {
        public Hash32 Hash(ReadOnlySpan<byte> data) => Hash32.FromBytes(SHA256.HashData(data));
    }
}
