using ModelMarket.Cli.Commands;
using ModelMarket.Core;
using Rollup.Ethereum.Errors;
using Rollup.Ethereum.JsonRpc;
using Rollup.Ethereum.Official;
using Rollup.Primitives;

namespace ModelMarket.Cli.Session;

/// <summary>Opens the market that options, environment or the local network's profile name.</summary>
internal static class SessionFactory
{
    /// <summary>Connects and finds out the chain.</summary>
    /// <param name="context">Options and variables.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <param name="asksNode">False for a verb that needs L1 alone; then no node need be named.</param>
    /// <exception cref="CliFault">No network is named, an address is malformed, or the endpoint does not answer.</exception>
    public static async Task<MarketSession> OpenAsync(CommandContext context, CancellationToken cancellation, bool asksNode = true)
    {
        var profile = NetworkProfile.Load(context.Host.Home);
        var rpc = UrlOf(Choose(context, context.Options.Rpc, "MODELMARKET_RPC", profile?.Rpc, "--rpc"), "--rpc");
        var node = UrlOf(Choose(context, context.Options.Node, "MODELMARKET_NODE", profile?.Node ?? (asksNode ? null : rpc.AbsoluteUri), "--node"), "--node");
        var app = Choose(context, context.Options.App, "MODELMARKET_APP", profile?.App, "--app");
        if (!Address.TryParse(app, out var application))
        {
            throw CliFault.Usage($"--app is not an address: {app}", "An address is 0x and 40 hexadecimal digits; mixed case must be its checksum.");
        }

        var ethereum = new EthereumClient(rpc);
        try
        {
            var chainId = await ethereum.GetChainIdAsync(cancellation);
            return new MarketSession(ethereum, node, chainId, application, OfficialAddresses.InputBox, EscrowAddress.Of(application), context.Host.Home);
        }
        catch (EthereumException)
        {
            ethereum.Dispose();
            throw;
        }
    }

    /// <summary>Whether options, environment or a profile name a network.</summary>
    public static bool IsNamed(CommandContext context) =>
        NetworkProfile.Load(context.Host.Home) is not null
        || (context.Arguments.GetValue(context.Options.Rpc) ?? context.Host.Variable("MODELMARKET_RPC")) is not null;

    /// <summary>The Ethereum endpoint alone.</summary>
    /// <exception cref="CliFault">None is named, or it is no address.</exception>
    public static Uri RpcOf(CommandContext context) =>
        UrlOf(Choose(context, context.Options.Rpc, "MODELMARKET_RPC", NetworkProfile.Load(context.Host.Home)?.Rpc, "--rpc"), "--rpc");

    private static string Choose(CommandContext context, System.CommandLine.Option<string?> option, string variable, string? fallback, string name) =>
        context.Arguments.GetValue(option) ?? context.Host.Variable(variable) ?? fallback ?? throw CliFault.Usage(
            $"No network is named: {name} is missing, and no local one was started.",
            "Start one with `modelmarket dev`, or pass --rpc, --node and --app.");

    /// <summary>An http(s) address.</summary>
    /// <exception cref="CliFault">It is none.</exception>
    public static Uri UrlOf(string text, string name) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url!
            : throw CliFault.Usage($"{name} is not an http(s) address: {text}");
}
