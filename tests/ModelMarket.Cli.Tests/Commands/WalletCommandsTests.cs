using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ModelMarket.Cli.Tests.Storage;
using ModelMarket.Cli.Tests.Support;
using Rollup.Ethereum.Dev;
using Rollup.Ethereum.Keys;
using Rollup.Primitives;

namespace ModelMarket.Cli.Tests.Commands;

public sealed class WalletCommandsTests : IDisposable
{
    private const string Password = "only for tests";
    private const string Phrase = "legal winner thank year wave sausage worth useful legal winner thank yellow";

    private readonly CliHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task New_wallet_is_listed_shown_and_kept_for_its_owner_only()
    {
        _home.Typed = new Queue<string>([Password, Password]);

        var made = await _home.RunAsync("wallet", "new", "alice", "--show-phrase", "--json");

        made.Exit.Should().Be(ExitCode.Ok, made.Error);
        var view = Json(made.Output);
        var file = view.GetProperty("file").GetString()!;
        var address = view.GetProperty("address").GetString()!;
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(file).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        Keystore.Decrypt(await File.ReadAllTextAsync(file), Password).Address.ToChecksumString().Should().Be(address);
        (await _home.RunAsync("wallet", "list")).Output.Should().Contain("alice").And.Contain(address);
        (await _home.RunAsync("wallet", "show", "alice")).Output.Should().Contain(address);
    }

    [Fact]
    public async Task Phrase_that_was_shown_brings_the_account_back()
    {
        _home.Variables["MODELMARKET_PASSWORD"] = Password;
        var made = await _home.RunAsync("wallet", "new", "alice", "--show-phrase", "--words", "15");
        var lines = made.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        _home.Input = lines[^1];

        var again = await _home.RunAsync("wallet", "import", "again", "--from", "-");

        again.Exit.Should().Be(ExitCode.Ok, again.Error);
        again.Output.Should().Contain(lines[0].Split(' ')[^1]);
        (made.Error + again.Output + again.Error).Should().NotContain(lines[^1]).And.NotContain(Password);
    }

    [Fact]
    public async Task Export_and_import_carry_a_wallet_over()
    {
        _home.Typed = new Queue<string>([Phrase, Password, Password]);
        var imported = await _home.RunAsync("wallet", "import", "bob", "--path", "m/44'/60'/0'/0/3");
        imported.Exit.Should().Be(ExitCode.Ok, imported.Error);
        imported.Output.Should().Contain(Mnemonic.Parse(Phrase).Key(3).Address.ToChecksumString());

        var keystore = _home.PathOf("bob-keystore.json");
        (await _home.RunAsync("wallet", "export", "bob", "-o", keystore)).Exit.Should().Be(ExitCode.Ok);
        var bare = _home.PathOf("bob.key");
        _home.Typed = new Queue<string>([Password]);
        var exported = await _home.RunAsync("wallet", "export", "bob", "--private-key", "-o", bare);
        _home.Typed = new Queue<string>([Password, "another one", "another one"]);
        var copy = await _home.RunAsync("wallet", "import", "copy", "--from", keystore, "--pbkdf2");

        copy.Exit.Should().Be(ExitCode.Ok, copy.Error);
        PrivateKey.Parse(await File.ReadAllTextAsync(bare)).Address.Should().Be(Mnemonic.Parse(Phrase).Key(3).Address);
        (exported.Output + exported.Error).Should().NotContain((await File.ReadAllTextAsync(bare)).Trim());
        (await File.ReadAllTextAsync(_home.PathOf("wallets/copy.json"))).Should().Contain("pbkdf2");
        (await _home.RunAsync("wallet", "export", "bob", "-o", bare)).Exit.Should().Be(ExitCode.Usage, "nothing is overwritten");
    }

    [Fact]
    public async Task Export_writes_into_the_folder_at_hand_as_its_example_does()
    {
        _home.Variables["MODELMARKET_PASSWORD"] = Password;
        (await _home.RunAsync("wallet", "new", "alice", "--pbkdf2")).Exit.Should().Be(ExitCode.Ok);
        var file = $"alice-{Guid.NewGuid():N}.json";
        try
        {
            var run = await _home.RunAsync("wallet", "export", "alice", "-o", file);

            run.Exit.Should().Be(ExitCode.Ok, run.Error);
            (await File.ReadAllTextAsync(file)).Should().Contain("ciphertext");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Fund_gives_a_wallet_Ether_on_a_local_chain_only()
    {
        await using var local = await AnvilProcess.StartAsync();
        await using var other = await AnvilProcess.StartAsync(new AnvilOptions { ChainId = 17_000 });
        _home.Variables["MODELMARKET_PASSWORD"] = Password;
        _home.Variables["MODELMARKET_APP"] = "0x1b51e2992A2755Ba4D6F7094032DF91991a0Cfac";
        await _home.RunAsync("wallet", "new", "alice", "--pbkdf2");

        var funded = await _home.RunAsync("wallet", "fund", "alice", "--rpc", local.Url.AbsoluteUri);
        var shown = Json((await _home.RunAsync("wallet", "show", "alice", "--rpc", local.Url.AbsoluteUri, "--json")).Output);
        var refused = await _home.RunAsync("wallet", "fund", "alice", "--rpc", other.Url.AbsoluteUri);
        var unknown = await _home.RunAsync("wallet", "fund", "bob", "--rpc", local.Url.AbsoluteUri);

        funded.Exit.Should().Be(ExitCode.Ok, funded.Error);
        funded.Output.Should().Contain("was given 10 ETH");
        shown.GetProperty("balanceWei").GetString().Should().Be("10000000000000000000");
        refused.Exit.Should().Be(ExitCode.Usage);
        refused.Error.Should().Contain("Chain 17000 is not a local one");
        unknown.Error.Should().Contain("There is no wallet bob");
    }

    [Fact]
    public async Task Message_is_signed_by_a_wallet_whose_password_comes_from_a_file()
    {
        var password = _home.Secret("password", Password + "\nnot this line\n");
        await _home.RunAsync("wallet", "new", "alice", "--password-file", password);

        var signed = await _home.RunAsync("wallet", "sign", "I am Alice", "--wallet", "alice", "--password-file", password, "--json");

        signed.Exit.Should().Be(ExitCode.Ok, signed.Error);
        var view = Json(signed.Output);
        Signature.TryFromBytes(Hex.Decode(view.GetProperty("signature").GetString()), out var signature).Should().BeTrue();
        signature.TryRecover(PersonalMessage.Digest(Encoding.UTF8.GetBytes("I am Alice")), out var signer).Should().BeTrue();
        signer.ToChecksumString().Should().Be(view.GetProperty("address").GetString());
    }

    [Fact]
    public async Task Signer_that_answers_no_signature_is_told_as_one()
    {
        await using var signer = await ScriptedServer.StartAsync(context => context.Response.WriteAsync("""{"jsonrpc":"2.0","id":1,"result":"0x1234"}"""));

        var run = await _home.RunAsync("wallet", "sign", "hello", "--wallet", $"rpc:0x1b51e2992A2755Ba4D6F7094032DF91991a0Cfac@{signer.Address}");

        run.Exit.Should().Be(ExitCode.Failed);
        run.Error.Should().Contain("answered personal_sign with something that is no signature of a key").And.NotContain("does not answer");
    }

    [SkippableFact]
    public async Task Password_file_that_others_may_read_is_refused()
    {
        if (OperatingSystem.IsWindows())
        {
            throw new SkipException("file modes are Unix's");
        }

        var password = _home.Secret("password", Password);
        File.SetUnixFileMode(password, UnixFileMode.UserRead | UnixFileMode.GroupRead);

        var run = await _home.RunAsync("wallet", "new", "alice", "--password-file", password);

        run.Exit.Should().Be(ExitCode.Usage);
        run.Error.Should().Contain("chmod 600").And.NotContain(Password);
        Directory.Exists(_home.PathOf("wallets")).Should().BeFalse();
    }

    [Fact]
    public async Task Wrong_password_and_two_that_differ_change_nothing()
    {
        _home.Typed = new Queue<string>([Password, "a typo"]);
        (await _home.RunAsync("wallet", "new", "alice")).Error.Should().Contain("differ");
        _home.Typed = new Queue<string>([Password, Password]);
        (await _home.RunAsync("wallet", "new", "alice")).Exit.Should().Be(ExitCode.Ok);
        _home.Typed = new Queue<string>(["wrong"]);

        var run = await _home.RunAsync("wallet", "sign", "hello", "--wallet", "alice");

        run.Exit.Should().Be(ExitCode.Usage);
        run.Error.Should().Contain("does not open");
    }

    [Theory]
    [InlineData("wallet new alice", "nobody is at the terminal")]
    [InlineData("wallet import alice", "nobody at the terminal")]
    [InlineData("wallet import alice --from missing.json", "There is no file missing.json")]
    [InlineData("wallet import alice --path m/x", "--path is not a derivation path")]
    [InlineData("wallet new walletconnect", "cannot be a wallet's name")]
    [InlineData("wallet new ../alice", "cannot be a wallet's name")]
    [InlineData("wallet new alice --words 13", "cannot have 13 words")]
    [InlineData("wallet show nobody", "There is no wallet nobody")]
    [InlineData("wallet sign hello --wallet nobody", "There is no wallet nobody")]
    [InlineData("wallet sign hello --wallet rpc:0x12", "needs an address")]
    [InlineData("wallet sign hello", "none was given")]
    [InlineData("wallet pending --wallet alice", "No network is named")]
    public async Task Bad_wallet_line_exits_2_and_says_why(string line, string why)
    {
        var run = await _home.RunAsync(line == "wallet new alice --words 13" ? [.. line.Split(' '), "--password-file", _home.Secret("p", Password)] : line.Split(' '));

        run.Exit.Should().Be(ExitCode.Usage);
        run.Output.Should().BeEmpty();
        run.Error.Should().Contain(why).And.NotContain("   at ");
    }

    [Theory]
    [InlineData("legal winner thank year wave sausage worth useful legal winner thank thank", "checksum")]
    [InlineData("not-a-secret", "neither a keystore")]
    [InlineData("{\"version\":3}", "not a keystore")]
    public async Task Secret_that_cannot_be_read_is_never_repeated(string secret, string why)
    {
        _home.Variables["MODELMARKET_PASSWORD"] = Password;
        _home.Input = secret;

        var run = await _home.RunAsync("wallet", "import", "alice", "--from", "-");

        run.Exit.Should().Be(ExitCode.Usage);
        run.Error.Should().Contain(why).And.NotContain("sausage").And.NotContain("not-a-secret");
    }

    private static JsonElement Json(string text) => JsonDocument.Parse(text[..(text.LastIndexOf('}') + 1)]).RootElement;
}
