using ModelMarket.Cli.Commands;
using ModelMarket.Cli.Session;
using Rollup.Ethereum.Keys;

namespace ModelMarket.Cli.Tests.Session;

public sealed class KeySourceTests : IDisposable
{
    private const ulong LocalChain = 31_337;
    private const ulong Mainnet = 1;

    private static readonly string FileKey = $"0x{new string('1', 64)}";
    private static readonly string VariableKey = new('2', 64);

    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void File_named_on_the_line_wins_over_variables()
    {
        File.WriteAllText(_file, FileKey + "\n");

        Find(Mainnet, new() { ["MODELMARKET_KEY"] = VariableKey }, "--key-file", _file).Address.Should().Be(PrivateKey.Parse(FileKey).Address);
    }

    [Fact]
    public void Variable_holds_the_key_itself() =>
        Find(Mainnet, new() { ["MODELMARKET_KEY"] = VariableKey, ["MODELMARKET_ACCOUNT"] = "1" }).Address.Should().Be(PrivateKey.Parse(VariableKey).Address);

    [Fact]
    public void Account_of_the_development_mnemonic_comes_from_the_line_or_a_variable()
    {
        Find(LocalChain, [], "--account", "1").Address.Should().Be(Mnemonic.Dev.Key(1).Address);
        Find(LocalChain, new() { ["MODELMARKET_ACCOUNT"] = "2" }).Address.Should().Be(Mnemonic.Dev.Key(2).Address);
    }

    [Fact]
    public void Development_mnemonic_is_refused_on_a_chain_with_real_money() =>
        Fault(Mainnet, [], "--account", "0").Message.Should().Contain("chain 1 is not a local one");

    [Fact]
    public void No_key_says_how_to_give_one() =>
        Fault(LocalChain, []).Mend.Should().Contain("--key-file").And.Contain("MODELMARKET_KEY").And.Contain("--account");

    [Theory]
    [InlineData("")]
    [InlineData("secret that is no key")]
    [InlineData("0x0000000000000000000000000000000000000000000000000000000000000000")]
    public void Unreadable_key_is_named_by_its_place_and_never_repeated(string text)
    {
        File.WriteAllText(_file, text);

        var fault = Fault(LocalChain, [], "--key-file", _file);

        fault.Message.Should().Contain(_file).And.NotContain("secret");
        fault.Mend.Should().NotContain("secret");
    }

    private static CliFault Fault(ulong chainId, Dictionary<string, string> variables, params string[] args)
    {
        var finding = () => Find(chainId, variables, args);
        var fault = finding.Should().Throw<CliFault>().Which;
        fault.Exit.Should().Be(ExitCode.Usage);
        return fault;
    }

    private static IWallet Find(ulong chainId, Dictionary<string, string> variables, params string[] args)
    {
        var options = new GlobalOptions();
        var host = new CliHost(TextWriter.Null, TextWriter.Null, name => variables.GetValueOrDefault(name), interactive: false);
        var parsed = CommandTree.Build(host, options).Parse(["job", "list", .. args]);
        parsed.Errors.Should().BeEmpty();
        return KeySource.Find(new CommandContext(host, options, parsed), chainId);
    }
}
