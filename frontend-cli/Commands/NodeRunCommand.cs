using System.CommandLine;
using System.Net;
using Microsoft.Extensions.Logging;
using ModelMarket.Cli.Presentation;
using ModelMarket.Cli.Serving;
using ModelMarket.Cli.Session;
using Rollup.Ethereum.JsonRpc;
using Rollup.Ethereum.Keys;
using Rollup.Node;
using Rollup.Node.Gio;
using Rollup.Node.Guests;
using Rollup.Node.Storage;
using Spectre.Console;

namespace ModelMarket.Cli.Commands;

/// <summary><c>node run</c>: a node for any rollup application, whatever language its guest is written in.</summary>
internal static class NodeRunCommand
{
    private const int PortMax = 65_535;

    /// <summary>Builds the command.</summary>
    public static Command Create(CliHost host, GlobalOptions options)
    {
        var own = new NodeRunOptions();
        var command = Verb.Of(
            "run",
            "Runs a rollups node: reads inputs from L1, lets the guest work, serves JSON-RPC and inspect, and claims epochs when it has a key that may.",
            "modelmarket node run --rpc $RPC --app echo=0x… -- node dapp.mjs",
            host, options, (context, cancellation) => RunAsync(context, own, cancellation));
        own.AddTo(command);
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, NodeRunOptions own, CancellationToken cancellation)
    {
        var arguments = context.Arguments;
        using var loggers = NodeLogging.Create(arguments.GetValue(own.Log) == "json", arguments.GetValue(own.Verbose));
        using var blocks = BlocksOf(arguments, own);
        var applications = ApplicationsOf(arguments, own, blocks, loggers);
        var l1 = SessionFactory.RpcOf(context);
        var options = new NodeOptions
        {
            L1Url = l1,
            Applications = applications,
            ClaimSigner = await SignerAsync(context, l1, cancellation),
            DatabaseFolder = arguments.GetValue(own.Database) ?? Path.Combine(context.Host.Home, "node"),
            KeepReports = arguments.GetValue(own.KeepReports),
            ReadUpTo = arguments.GetValue(own.Finalized) ? BlockTag.Finalized : BlockTag.Latest,
            Confirmations = ConfirmationsOf(arguments, own),
            ClaimConfirmations = arguments.GetValue(own.ClaimConfirmations),
            Listen = AddressOf(context, own),
            Port = PortOf(arguments.GetValue(own.Port)),
            Logger = loggers.CreateLogger("Rollup.Node"),
        };
        await using var node = await StartAsync(options, cancellation);
        Print(context.Screen, node, l1);
        try
        {
            await Task.Delay(Timeout.Infinite, cancellation);
        }
        catch (OperationCanceledException)
        {
            // SIGINT or SIGTERM is how this ends; leaving the scope stops the lanes, the guests and the listener.
        }

        return ExitCode.Ok;
    }

    private static async Task<RollupNode> StartAsync(NodeOptions options, CancellationToken cancellation)
    {
        try
        {
            return await RollupNode.StartAsync(options, cancellation);
        }
        catch (StoreMismatchException mismatch)
        {
            throw CliFault.Failed(mismatch.Message, "Name another --database, or remove that file: the node reads L1 again.");
        }
        catch (NotSupportedException unsupported)
        {
            throw CliFault.Failed(unsupported.Message);
        }
    }

    private static IReadOnlyList<ApplicationOptions> ApplicationsOf(ParseResult arguments, NodeRunOptions own, IpfsBlockDomain? blocks, ILoggerFactory loggers)
    {
        var command = arguments.GetValue(own.Guest) ?? [];
        if (command.Length == 0)
        {
            throw CliFault.Usage("No guest is named.", "Write it after --, for example: modelmarket node run --app 0x… -- ./my-dapp");
        }

        var policy = arguments.GetValue(own.Snapshots) switch
        {
            "none" => SnapshotPolicy.None,
            "input" => SnapshotPolicy.EveryInput,
            _ => SnapshotPolicy.EveryEpoch,
        };
        return [.. ServedApplication.ParseAll(arguments.GetValue(own.Apps) ?? []).Select(application =>
        {
            var log = loggers.CreateLogger($"guest.{application.Name}");
            var guest = application.Guest(command) with { Gio = blocks is null ? [] : [blocks], Log = line => GuestLog.Line(log, line) };
            return new ApplicationOptions { Name = application.Name, Address = application.Address, Guest = ProcessGuest.Factory(guest), Snapshots = policy };
        })];
    }

    private static IpfsBlockDomain? BlocksOf(ParseResult arguments, NodeRunOptions own)
    {
        var folder = arguments.GetValue(own.GioBlocks);
        if (folder is not null && !Directory.Exists(folder))
        {
            throw CliFault.Usage($"--gio-blocks is no folder: {folder}");
        }

        Uri[] gateways = [.. (arguments.GetValue(own.GioGateways) ?? []).Select(text => SessionFactory.UrlOf(text, "--gio-gateway"))];
        return folder is null && gateways.Length == 0 ? null : new IpfsBlockDomain(folder, gateways);
    }

    private static ulong ConfirmationsOf(ParseResult arguments, NodeRunOptions own)
    {
        var confirmations = arguments.GetValue(own.Confirmations);
        return confirmations is not null && arguments.GetValue(own.Finalized)
            ? throw CliFault.Usage("--confirmations and --finalized exclude each other.", "Finalized blocks do not go away: no confirmations are needed.")
            : confirmations ?? 0;
    }

    private static IPAddress AddressOf(CommandContext context, NodeRunOptions own)
    {
        var text = context.Arguments.GetValue(own.Listen);
        if (!IPAddress.TryParse(text, out var address))
        {
            throw CliFault.Usage($"--listen is not an IP address: {text}");
        }

        if (!IPAddress.IsLoopback(address))
        {
            context.Screen.Warn($"listening on {address}: whoever reaches this machine can read outputs and ask questions");
        }

        return address;
    }

    private static int PortOf(int port) => port is >= 0 and <= PortMax ? port : throw CliFault.Usage($"--port is not a port: {port}");

    // Without a key the node reads only.
    private static async Task<ITransactionSigner?> SignerAsync(CommandContext context, Uri l1, CancellationToken cancellation)
    {
        if (!KeySource.IsGiven(context))
        {
            context.Screen.Say("no key is given (--wallet, --key-file, MODELMARKET_KEY or --account): epochs are computed and not claimed");
            return null;
        }

        using var ethereum = new EthereumClient(l1);
        return KeySource.Find(context, await ethereum.GetChainIdAsync(cancellation)) as ITransactionSigner
            ?? throw CliFault.Usage("A node signs its claims by itself, and this wallet asks somebody each time.", "Use a key this program holds: a keystore, --key-file or MODELMARKET_KEY.");
    }

    private static void Print(Screen screen, RollupNode node, Uri l1)
    {
        var applications = node.Options.Applications.Select(application => new NodeApplicationView(application.Name, application.Address.ToChecksumString())).ToList();
        screen.Data(new NodeView(node.Url.AbsoluteUri, l1.AbsoluteUri, applications), CliJson.Default.NodeView);
        screen.ShowLine($"node  {node.Url} (JSON-RPC on /rpc, inspect on /inspect/<name>, metrics on /metrics)");
        foreach (var application in applications)
        {
            screen.ShowLine($"  {Markup.Escape(application.Name)}  {application.Address}");
        }
    }
}
