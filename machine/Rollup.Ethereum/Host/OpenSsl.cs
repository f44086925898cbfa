using System.Runtime.InteropServices;

namespace Rollup.Ethereum.Host;

/// <summary>
/// Whether .NET's cryptography works on this machine. On Linux it is OpenSSL's, and where that is missing .NET does not throw, it ends the
/// process: so it is looked for before the first call.
/// </summary>
public static class OpenSsl
{
    private const string OverrideVariable = "CLR_OPENSSL_VERSION_OVERRIDE";

    /// <summary>True on a Linux without OpenSSL.</summary>
    public static bool IsMissing { get; } = OperatingSystem.IsLinux() && !Names().Any(name => NativeLibrary.TryLoad(name, out _));

    /// <summary>Throws where it is missing.</summary>
    /// <exception cref="OpenSslMissingException">It is missing; the message says what to install.</exception>
    public static void Require()
    {
        if (IsMissing)
            throw new OpenSslMissingException();
    }

    // The names that .NET tries.
    private static IEnumerable<string> Names()
    {
        if (Environment.GetEnvironmentVariable(OverrideVariable) is { Length: > 0 } version)
            yield return $"libssl.so.{version}";
        yield return "libssl.so.3";
        yield return "libssl.so.1.1";
    }
}
