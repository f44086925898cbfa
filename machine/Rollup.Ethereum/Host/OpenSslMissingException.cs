namespace Rollup.Ethereum.Host;

/// <summary>Something needs OpenSSL, and this machine has none.</summary>
public sealed class OpenSslMissingException() : PlatformNotSupportedException($"{What} {Mend}")
{
    /// <summary>What is missing, and what does not work without it.</summary>
    public const string What = "OpenSSL (libssl) is missing on this machine, and without it this program has no keys, random numbers or https connections.";

    /// <summary>The command that mends it.</summary>
    public const string Mend = "Install it: apt-get install libssl3 (Fedora: dnf install openssl-libs; Alpine: apk add libssl3).";
}
