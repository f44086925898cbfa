using ModelMarket.Cli.Commands;
using ModelMarket.Core;
using Rollup.Ethereum.Accounts;
using Rollup.Ethereum.JsonRpc;
using Rollup.Ethereum.Official;
using Rollup.Primitives;
using Spectre.Console;

namespace ModelMarket.Cli.Session;

/// <summary>Opens the market that options, environment or a profile name.</summary>
internal static class SessionFactory
{
    /// <summary>How long a transaction may wait for a block before it is replaced by one that offers more.</summary>
    private static readonly TimeSpan ReplaceAfter = TimeSpan.FromSeconds(75);

    /// <summary>Connects and finds out the chain.</summary>
    /// <param name="context">Options and variables.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <param name="asksNode">False for a verb that needs L1 alone; then no node need be named.</param>
    /// <exception cref="CliFault">No network is named, an address is malformed, the endpoint does not answer or is on another chain than the profile says.</exception>
    public static async Task<MarketSession> OpenAsync(CommandContext context, CancellationToken cancellation, bool asksNode = true)
    {
        var profile = Profiles.Of(context);
        var rpc = RpcOf(context, profile);
        var node = UrlOf(Choose(context, context.Options.Node, "MODELMARKET_NODE", profile?.Node ?? (asksNode ? null : rpc.AbsoluteUri), "--node"), "--node");
        var application = ApplicationOf(context);
        var ceiling = FeeCeiling.Of(context, profile);
        var ethereum = new EthereumClient(rpc);
        try
        {
            var chainId = await ethereum.GetChainIdAsync(cancellation);
            RequireChain(profile?.Chain, chainId, rpc);
            return new MarketSession(ethereum, node, chainId, application, OfficialAddresses.InputBox, EscrowAddress.Of(application), context.Host.Home)
            {
                Sending = SendingOf(context, chainId, ceiling),
                KeepsJournal = true,
                Explorer = profile?.Explorer,
            };
        }
        catch
        {
            ethereum.Dispose();
            throw;
        }
    }

    /// <summary>The application of a run.</summary>
    /// <exception cref="CliFault">None is named, or it is no address.</exception>
    public static Address ApplicationOf(CommandContext context)
    {
        var app = Choose(context, context.Options.App, "MODELMARKET_APP", Profiles.Of(context)?.App, "--app");
        return Address.TryParse(app, out var application)
            ? application
            : throw CliFault.Usage($"--app is not an address: {app}", "An address is 0x and 40 hexadecimal digits; mixed case must be its checksum.");
    }

    /// <summary>Whether options, environment or a profile name a network.</summary>
    public static bool IsNamed(CommandContext context) =>
        (context.Arguments.GetValue(context.Options.Rpc) ?? context.Host.Variable("MODELMARKET_RPC") ?? Profiles.Of(context)?.Rpc) is not null;

    /// <summary>How careful the accounts of a run are.</summary>
    public static AccountOptions SendingOf(CommandContext context, ulong chainId, UInt128? ceiling) => new()
    {
        ChainId = chainId,
        FeeCeiling = ceiling,
        BeforeSigning = new CostTeller(words => context.Screen.Say($"  [grey]{Markup.Escape(words)}[/]")).TellAsync,
        ReplaceAfter = ReplaceAfter,
    };

    /// <summary>The Ethereum endpoint of a run.</summary>
    /// <exception cref="CliFault">None is named, or it is no address.</exception>
    public static Uri RpcOf(CommandContext context, NetworkProfile? profile) =>
        UrlOf(Choose(context, context.Options.Rpc, "MODELMARKET_RPC", profile?.Rpc, "--rpc"), "--rpc");

    /// <summary>Reads an http(s) address.</summary>
    /// <exception cref="CliFault">It is none.</exception>
    public static Uri UrlOf(string text, string name) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url!
            : throw CliFault.Usage($"{name} is not an http(s) address: {text}");

    /// <summary>Refuses an endpoint of another chain.</summary>
    /// <exception cref="CliFault">It is on another one.</exception>
    public static void RequireChain(ulong? expected, ulong found, Uri rpc)
    {
        if (expected is { } chain && chain != found)
        {
            throw CliFault.Usage($"The profile is for chain {chain}, but {rpc} is on chain {found}. Nothing was signed.", "Name the right endpoint with --rpc, or mend `chain` in config.toml.");
        }
    }

    /// <summary>The Ethereum endpoint alone.</summary>
    /// <exception cref="CliFault">None is named, or it is no address.</exception>
    public static Uri RpcOf(CommandContext context) =>
        RpcOf(context, Profiles.Of(context));

    private static string Choose(CommandContext context, System.CommandLine.Option<string?> option, string variable, string? fallback, string name) =>
        context.Arguments.GetValue(option) ?? context.Host.Variable(variable) ?? fallback ?? throw CliFault.Usage(
            $"No network is named: {name} is missing, and no local one was started.",
            "Start one with `modelmarket dev`, name one of config.toml with --profile, or pass --rpc, --node and --app.");
}
