using System.CommandLine;
using ModelMarket.Cli.Presentation;
using ModelMarket.Cli.Session;
using ModelMarket.Cli.Wallets;
using ModelMarket.Cli.Wallets.WalletConnect;
using QRCoder;
using Rollup.Ethereum.Host;
using Rollup.Ethereum.JsonRpc;
using Spectre.Console;

namespace ModelMarket.Cli.Commands;

/// <summary><c>wallet connect|disconnect</c>: a wallet on a phone, through WalletConnect.</summary>
internal static class WalletConnectCommands
{
    private const string DefaultWait = "5m";

    /// <summary>Pairs.</summary>
    public static Command Connect(CliHost host, GlobalOptions options)
    {
        var wait = new Option<string>("--wait") { Description = "How long the code counts, at most 5m", HelpName = "duration", DefaultValueFactory = _ => DefaultWait };
        var command = Verb.Of(
            "connect",
            "Pairs with a wallet on a phone (WalletConnect 2): shows a code to scan. Then --wallet walletconnect signs there. "
            + "Set MODELMARKET_WALLETCONNECT_PROJECT to a project id of WalletConnect's dashboard; MODELMARKET_WALLETCONNECT_RELAY names another relay.",
            "modelmarket wallet connect", host, options, (context, cancellation) => ConnectAsync(context, context.Arguments.GetRequiredValue(wait), cancellation));
        command.Add(wait);
        return command;
    }

    /// <summary>Ends the session.</summary>
    public static Command Disconnect(CliHost host, GlobalOptions options) => Verb.Of(
        "disconnect", "Ends the session with the wallet on the phone, there too.", "modelmarket wallet disconnect", host, options, async (context, cancellation) =>
        {
            var store = new PhoneStore(context.Host.Home);
            var session = store.Load() ?? throw CliFault.Usage("No wallet is connected.", "Pair one: modelmarket wallet connect");
            await new PhoneLink(RelaySettings.Of(context) with { Url = session.Relay }, store, session).DisconnectAsync(cancellation);
            context.Screen.ShowLine(Markup.Escape($"disconnected from {session.Peer}"));
            return ExitCode.Ok;
        });

    private static async Task<int> ConnectAsync(CommandContext context, string wait, CancellationToken cancellation)
    {
        if (!Durations.TryParse(wait, out var seconds) || seconds == 0 || seconds > WalletConnectLimits.Proposal.TotalSeconds)
        {
            throw CliFault.Usage($"--wait is not a duration that a pairing code may count: {wait}", "Write 90s or 5m; five minutes at most.");
        }

        OpenSsl.Require();
        var patience = TimeSpan.FromSeconds(seconds);
        var settings = RelaySettings.Of(context);
        using var ethereum = new EthereumClient(SessionFactory.RpcOf(context, Profiles.Of(context)));
        var chainId = await ethereum.GetChainIdAsync(cancellation);
        await using var pairing = await PhonePairing.StartAsync(settings, chainId, patience, cancellation);
        context.Screen.Say("Scan this with the wallet on your phone, or paste the line below it there:");
        context.Host.Error.WriteLine(Code(pairing.Uri));
        context.Host.Error.WriteLine(pairing.Uri);
        var session = await pairing.SettledAsync(cancellation);
        await new PhoneStore(context.Host.Home).SaveAsync(session, cancellation);
        var address = session.AccountOn(chainId)!;
        context.Screen.Data(new ConnectionView(session.Peer, address, chainId, session.Expiry), WalletJson.Default.ConnectionView);
        context.Screen.ShowLine(Markup.Escape($"connected to {session.Peer}: {address} on chain {chainId}, until {JobText.Time((ulong)session.Expiry)}"));
        context.Screen.Say("Next: any command with --wallet walletconnect");
        return ExitCode.Ok;
    }

    // Two modules a character, so that the code fits a terminal of 80 columns.
    private static string Code(string text)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.L);
        using var code = new AsciiQRCode(data);
        return code.GetGraphicSmall();
    }
}
