using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Rollup.Primitives;

namespace ModelMarket.Cli.Market;

/// <summary>SHA-256 of the platform, which is several times as fast as the managed one; where OpenSSL is missing, the managed one.</summary>
internal static class HostSha256
{
    private static readonly string[] OpenSslNames = ["libssl.so.3", "libssl.so.1.1"];

    /// <summary>The faster of the two that works here.</summary>
    public static ISha256 Instance { get; } = Probe() ? new Platform() : Sha256Managed.Instance;

    // Without OpenSSL .NET does not throw on Linux, it ends the process: so it is looked for first, under the names that .NET tries.
    private static bool Probe() => !OperatingSystem.IsLinux() || OpenSslNames.Any(name => NativeLibrary.TryLoad(name, out _));

    private sealed class Platform : ISha256
    {
        public Hash32 Hash(ReadOnlySpan<byte> data) => Hash32.FromBytes(SHA256.HashData(data));
    }
}
