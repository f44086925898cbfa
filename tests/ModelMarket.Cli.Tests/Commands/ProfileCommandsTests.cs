using ModelMarket.Cli.Tests.Support;
using Rollup.Ethereum.Dev;

namespace ModelMarket.Cli.Tests.Commands;

public sealed class ProfileCommandsTests : IDisposable
{
    private readonly CliHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task File_that_init_writes_is_read_back_and_never_overwritten()
    {
        (await _home.RunAsync("profile", "init")).Exit.Should().Be(ExitCode.Ok);

        (await _home.RunAsync("profile", "list")).Output.Should().Contain("sepolia");
        var again = await _home.RunAsync("profile", "init");
        again.Exit.Should().Be(ExitCode.Usage);
        again.Error.Should().Contain("Edit it", "there is no other name that it could be given");
    }

    [Fact]
    public async Task Profile_names_the_network_and_its_chain_is_guarded()
    {
        await using var anvil = await AnvilProcess.StartAsync();
        var profile = $"[profiles.right]\nrpc = \"{anvil.Url}\"\nnode = \"{anvil.Url}\"\napp = \"0x1b51e2992A2755Ba4D6F7094032DF91991a0Cfac\"\nchain = 31337\n";
        await File.WriteAllTextAsync(_home.PathOf("config.toml"), profile + profile.Replace("right", "wrong").Replace("31337", "1"));

        var right = await _home.RunAsync("wallet", "pending", "--profile", "right", "--account", "0");
        var wrong = await _home.RunAsync("wallet", "pending", "--profile", "wrong", "--account", "0");
        _home.Variables["MODELMARKET_PROFILE"] = "wrong";
        var byVariable = await _home.RunAsync("job", "list");

        right.Exit.Should().Be(ExitCode.Ok, right.Error);
        wrong.Exit.Should().Be(ExitCode.Usage);
        wrong.Error.Should().Contain("for chain 1").And.Contain("on chain 31337");
        byVariable.Error.Should().Contain("for chain 1");
    }

    [Theory]
    [InlineData("profile = \"none\"\n", "There is no profile none")]
    [InlineData("this is no TOML", "cannot be read")]
    [InlineData("[profiles.a]\nrpc = 7\n", "cannot be read, line 2: rpc takes text in quotation marks, not a whole number")]
    [InlineData("profil = \"a\"\n", "has a key that is not known: profil")]
    [InlineData("[profiles.a]\nwalet = \"alice\"\n", "Did you mean `wallet`?")]
    public async Task Bad_file_is_said_with_its_place(string text, string why)
    {
        await File.WriteAllTextAsync(_home.PathOf("config.toml"), text);

        var run = await _home.RunAsync("job", "list");

        run.Exit.Should().Be(ExitCode.Usage);
        run.Error.Should().Contain(why);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("many")]
    [InlineData("-3")]
    public async Task Ceiling_that_is_no_amount_exits_2(string ceiling)
    {
        await using var anvil = await AnvilProcess.StartAsync();

        var run = await _home.RunAsync("wallet", "pending", "--rpc", anvil.Url.AbsoluteUri, "--app", "0x1b51e2992A2755Ba4D6F7094032DF91991a0Cfac", "--account", "0", $"--max-fee={ceiling}");

        run.Exit.Should().Be(ExitCode.Usage);
        run.Error.Should().Contain("--max-fee");
    }
}
