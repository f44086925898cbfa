using System.CommandLine;
using System.Globalization;
using ModelMarket.Cli.Local;
using ModelMarket.Cli.Market;
using ModelMarket.Cli.Presentation;
using ModelMarket.Contracts;
using Rollup.Ethereum.Accounts;
using Rollup.Ethereum.Keys;
using Spectre.Console;

namespace ModelMarket.Cli.Commands;

/// <summary><c>dev</c>: keeps a local network running.</summary>
internal static class DevCommand
{
    private const int BlockSecondsMax = 3_600;
    private const int AnvilPort = 8545;
    private const int NodePort = 10_011;
    private const int PrintedAccounts = 5;
    private const uint TokensEach = 10_000;

    /// <summary>Builds the command.</summary>
    public static Command Create(CliHost host, GlobalOptions options)
    {
        var rpcPort = new Option<int>("--rpc-port") { Description = "Port of anvil; 0 for any", DefaultValueFactory = _ => AnvilPort };
        var nodePort = new Option<int>("--node-port") { Description = "Port of the node; 0 for any", DefaultValueFactory = _ => NodePort };
        var blockSeconds = new Option<int>("--block-seconds") { Description = "Seconds between blocks; epochs need blocks to end", DefaultValueFactory = _ => 1 };
        var jit = new Option<bool>("--jit") { Description = "Run the dapp under the JIT" };
        var command = Verb.Of("dev", "Keeps a local network running: chain, contracts, node, dapp. Other commands find it by themselves.", "modelmarket dev", host, options, (context, cancellation) =>
            RunAsync(
                context,
                new LocalNetworkOptions
                {
                    RpcPort = context.Arguments.GetValue(rpcPort),
                    NodePort = context.Arguments.GetValue(nodePort),
                    BlockSeconds = context.Arguments.GetValue(blockSeconds),
                    AllowNative = !context.Arguments.GetValue(jit),
                    KeepReports = false,
                    Say = words => context.Screen.Say($"  [grey]{Markup.Escape(words)}[/]"),
                },
                cancellation));
        command.Add(rpcPort);
        command.Add(nodePort);
        command.Add(blockSeconds);
        command.Add(jit);
        return command;
    }

    private static void Require(string option, int value, int least, int most)
    {
        if (value < least || value > most)
        {
            throw CliFault.Usage($"{option} is a number from {least} to {most}, not {value}.");
        }
    }

    private static async Task<int> RunAsync(CommandContext context, LocalNetworkOptions options, CancellationToken cancellation)
    {
        Require("--rpc-port", options.RpcPort, 0, ushort.MaxValue);
        Require("--node-port", options.NodePort, 0, ushort.MaxValue);
        Require("--block-seconds", options.BlockSeconds ?? 1, 1, BlockSecondsMax);
        await using var network = await LocalNetwork.StartAsync(options, cancellation);
        await HandOutAsync(network, cancellation);
        var profile = network.Market.ToProfile();
        await profile.SaveAsync(context.Host.Home, cancellation);
        try
        {
            Print(context.Screen, network);
            await Task.Delay(Timeout.Infinite, cancellation);
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C is how this ends.
            context.Screen.Say("stopping");
        }
        finally
        {
            profile.Remove(context.Host.Home);
        }

        return ExitCode.Ok;
    }

    /// <summary>Test tokens for the accounts that are printed, so that each of them can post a job or bring a bond.</summary>
    private static async Task HandOutAsync(LocalNetwork network, CancellationToken cancellation)
    {
        var token = await TokenInfo.ReadAsync(network.Ethereum, network.Market.Token, cancellation);
        using var bank = new Account(network.Ethereum, Mnemonic.Dev.Key(LocalNetwork.OperatorAccount));
        var amount = token.Parse(TokensEach.ToString(CultureInfo.InvariantCulture), "the hand-out");
        for (var index = 0; index < PrintedAccounts; index++)
        {
            await bank.SendAsync(token.Address, new TestToken.MintCall(Mnemonic.Dev.Key(index).Address, amount).Encode(), default, cancellation);
        }
    }

    private static void Print(Screen screen, LocalNetwork network)
    {
        var market = network.Market;
        var accounts = Enumerable.Range(0, PrintedAccounts).Select(index => Mnemonic.Dev.Key(index).Address.ToChecksumString()).ToList();
        screen.Data(
            new DevView(market.Rpc.AbsoluteUri, market.Node.AbsoluteUri, market.Application.ToChecksumString(), market.Escrow.ToChecksumString(), market.Token.ToChecksumString(), network.Dapp.Native ? "native" : "jit", Mnemonic.DevPhrase, accounts),
            CliJson.Default.DevView);
        screen.ShowLine($"rpc          {market.Rpc}");
        screen.ShowLine($"node         {market.Node} (JSON-RPC on /rpc, inspect on /inspect/<application>)");
        screen.ShowLine($"application  {market.Application.ToChecksumString()}");
        screen.ShowLine($"escrow       {market.Escrow.ToChecksumString()}");
        screen.ShowLine($"test token   {market.Token.ToChecksumString()} (anyone may mint; these accounts hold {Units.Amount(TokensEach, 0)} each)");
        screen.ShowLine($"dapp         {Markup.Escape(network.Dapp.Note)}");
        for (var index = 0; index < accounts.Count; index++)
        {
            screen.ShowLine($"--account {index}  {accounts[index]}");
        }

        screen.Say($"the accounts are those of the public mnemonic \"{Mnemonic.DevPhrase}\": never for real money");
        screen.Say("Ctrl-C ends it. Other commands in this home find it by themselves.");
    }
}
