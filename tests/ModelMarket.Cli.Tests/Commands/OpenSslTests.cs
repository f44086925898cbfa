using ModelMarket.Cli.Tests.Support;
using Rollup.Ethereum.Keys;

namespace ModelMarket.Cli.Tests.Commands;

/// <summary>
/// The program where OpenSSL is missing. It runs as a process of its own, whose loader meets files that are no libraries under every name .NET looks
/// for: a call of .NET's cryptography then ends the process with 134.
/// </summary>
public sealed class OpenSslTests : IDisposable
{
    private const string Install = "apt-get install libssl3";
    private static readonly string[] Versions = ["3", "1.1", "1.0.2", "1.0.0", "10"];

    private readonly CliHome _home = new();

    public OpenSslTests()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "elsewhere .NET's cryptography is the system's");
        foreach (var version in Versions)
        {
            File.WriteAllText(_home.PathOf($"libssl.so.{version}"), "no library");
        }
    }

    public void Dispose() => _home.Dispose();

    [SkippableTheory]
    [InlineData("wallet new alice --pbkdf2")]
    [InlineData("wallet import bob --from phrase")]
    [InlineData("wallet sign hello --wallet carol")]
    [InlineData("wallet sign hello --key-file key")]
    [InlineData("wallet connect")]
    [InlineData("dev")]
    [InlineData("demo")]
    [InlineData("job list --rpc https://127.0.0.1:1 --node https://127.0.0.1:1 --app 0x1b51e2992A2755Ba4D6F7094032DF91991a0Cfac")]
    public async Task Verb_that_needs_it_ends_with_what_to_install(string line)
    {
        _home.Secret("phrase", Mnemonic.DevPhrase);
        _home.Secret("key", Convert.ToHexString(Mnemonic.Dev.Key(0).ToBytes()));
        Directory.CreateDirectory(_home.PathOf("wallets"));
        _home.Secret("wallets/carol.json", Keystore.Encrypt(Mnemonic.Dev.Key(0), "for tests", new KeystoreOptions { Function = KeystoreFunction.Pbkdf2, Pbkdf2Iterations = 1 }));

        var run = await RunAsync(line.Split(' ').Select(word => word is "phrase" or "key" ? _home.PathOf(word) : word).ToArray());

        run.Exit.Should().Be(ExitCode.Failed, run.Error);
        run.Error.Should().Contain("✗ OpenSSL (libssl) is missing").And.Contain(Install).And.NotContain("bug");
        Directory.GetFiles(_home.PathOf("wallets")).Should().ContainSingle();
    }

    [SkippableFact]
    public async Task Content_has_the_same_CID_without_it()
    {
        var file = _home.PathOf("file");
        await File.WriteAllTextAsync(file, new string('x', 200_000));

        var run = await RunAsync("content", "add", file, "--json");

        run.Exit.Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().Be((await CliRun.OfAsync("content", "add", file, "--json")).Output);
    }

    [SkippableFact]
    public async Task Doctor_tells_that_it_is_missing()
    {
        var run = await RunAsync("doctor");

        run.Output.Should().Contain("✗ OpenSSL: it is missing").And.Contain(Install);
        (await CliRun.OfAsync("doctor")).Output.Should().Contain("✓ OpenSSL");
    }

    private async Task<CliRun> RunAsync(params string[] args)
    {
        var variables = new Dictionary<string, string>
        {
            ["MODELMARKET_HOME"] = _home.Folder,
            ["MODELMARKET_PASSWORD"] = "for tests",
            ["LD_LIBRARY_PATH"] = _home.Folder,
        };
        var run = await InstalledProgram.RunAsync(args, variables, file: InstalledProgram.File ?? Path.Combine(AppContext.BaseDirectory, "modelmarket"));
        return new CliRun(run.Exit, run.Output, run.Error);
    }
}
