using System.Text.RegularExpressions;

namespace Properties.House;

/// <summary>
/// Without OpenSSL a call of .NET's cryptography ends the process: so all of it goes through what looks first. BouncyCastle's random numbers are
/// .NET's, and it blinds points with them.
/// </summary>
public sealed partial class HostCryptoTests
{
    private static readonly string[] Seams =
        ["machine/Rollup.Ethereum/Host/HostCrypto.cs", "machine/Rollup.Ethereum/Keys/Secp256k1.cs", "frontend-cli/Market/HostSha256.cs"];

    [Fact]
    public void Only_the_seams_call_the_cryptography_of_the_platform()
    {
        Calling(Platform()).Should().BeEquivalentTo(Seams);
    }

    [Fact]
    public void Every_client_that_may_meet_https_is_guarded()
    {
        Calling(Sockets()).Where(path => !path.StartsWith("machine/Rollup.Guest/", StringComparison.Ordinal) && !path.EndsWith("HostHttp.cs", StringComparison.Ordinal))
            .Should().NotBeEmpty().And.OnlyContain(path => Guarded().Count(Text(path)) == Sockets().Count(Text(path)));
    }

    private static IEnumerable<string> Calling(Regex what) => RepositoryFiles.Tracked()
        .Where(path => path.EndsWith(".cs", StringComparison.Ordinal) && (path.StartsWith("frontend-cli/", StringComparison.Ordinal) || path.StartsWith("machine/", StringComparison.Ordinal)))
        .Where(path => what.IsMatch(Text(path)));

    private static string Text(string path) => File.ReadAllText(Path.Combine(RepositoryFiles.Root, path));

    [GeneratedRegex(@"\b(RandomNumberGenerator|IncrementalHash|Rfc2898DeriveBytes|HKDF|HMAC(SHA\d+|MD5)|SHA(1|256|384|512)|MD5|Aes|AesGcm|AesCcm|ChaCha20Poly1305|RSA|ECDsa|ECDiffieHellman|X509Certificate2?)\.[A-Z]|\bSecureRandom\b|\.Normalize\(\)")]
    private static partial Regex Platform();

    [GeneratedRegex(@"new SocketsHttpHandler\b|new HttpClientHandler\b|new HttpClient\(\)|new HttpClient\s*\{")]
    private static partial Regex Sockets();

    [GeneratedRegex(@"HostHttp\.Of\(")]
    private static partial Regex Guarded();
}
