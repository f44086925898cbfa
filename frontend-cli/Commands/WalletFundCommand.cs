using System.CommandLine;
using ModelMarket.Cli.Local;
using ModelMarket.Cli.Market;
using ModelMarket.Cli.Presentation;
using ModelMarket.Cli.Session;
using ModelMarket.Cli.Wallets;
using ModelMarket.Contracts;
using Rollup.Ethereum.Accounts;
using Rollup.Ethereum.Keys;
using Rollup.Primitives;
using Spectre.Console;

namespace ModelMarket.Cli.Commands;

/// <summary><c>wallet fund</c>: money to play with on a local network, for wallets that are not of the development mnemonic.</summary>
internal static class WalletFundCommand
{
    private const ulong EtherWei = 10_000_000_000_000_000_000;
    private const string Tokens = "10000";

    // Neither the operator's, whose node sends by itself, nor one of those that `dev` hands out: its nonces are nobody else's.
    private const int Giver = LocalNetwork.OperatorAccount - 1;

    /// <summary>Builds the command.</summary>
    public static Command Create(CliHost host, GlobalOptions options)
    {
        var name = new Argument<string>("name") { Description = "Name of the wallet, or an address" };
        var command = Verb.Of("fund", $"Gives a wallet 10 ETH and {Tokens} test tokens; on a local network only, where they are worth nothing.", "modelmarket wallet fund alice", host, options, async (context, cancellation) =>
        {
            var to = AddressOf(context, context.Arguments.GetRequiredValue(name));
            using var session = await SessionFactory.OpenAsync(context, cancellation, asksNode: false);
            if (!KeySource.IsLocal(session.ChainId))
            {
                throw CliFault.Usage($"Chain {session.ChainId} is not a local one: money there is real, and this gives none away.", "`modelmarket dev` starts a local network.");
            }

            using var giver = session.AccountOf(Mnemonic.Dev.Key(Giver));
            await giver.SendAsync(new TransactionRequest { To = to, Value = EtherWei }, cancellation);
            var given = Units.Ether(EtherWei);
            if (Address.TryParse(Profiles.Of(context)?.Token ?? string.Empty, out var address))
            {
                var token = await TokenInfo.ReadAsync(session.Ethereum, address, cancellation);
                await giver.SendAsync(address, new TestToken.MintCall(to, token.Parse(Tokens, "tokens")).Encode(), default, cancellation);
                given += $" and {token.Text(token.Parse(Tokens, "tokens"))}";
            }

            context.Screen.Data(new FundView(to.ToChecksumString(), given), WalletJson.Default.FundView);
            context.Screen.ShowLine(Markup.Escape($"{to.ToChecksumString()} was given {given}"));
            return ExitCode.Ok;
        });
        command.Add(name);
        return command;
    }

    private static Address AddressOf(CommandContext context, string name)
    {
        if (Address.TryParse(name, out var address))
        {
            return address;
        }

        var folder = new WalletFolder(context.Host.Home);
        return folder.List().FirstOrDefault(wallet => wallet.Name == name).Address
            ?? throw CliFault.Usage($"There is no wallet {name} with an address in its file.", "`modelmarket wallet list` shows those there are.");
    }
}
