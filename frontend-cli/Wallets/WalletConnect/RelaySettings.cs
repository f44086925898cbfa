using ModelMarket.Cli.Commands;

namespace ModelMarket.Cli.Wallets.WalletConnect;

/// <summary>Which relay, and as which project. The official relay wants the id of a project, which its operators give out for nothing.</summary>
/// <param name="Url">The relay's address, <c>wss://</c> or, on loopback, <c>ws://</c>.</param>
/// <param name="ProjectId">The id of a project there.</param>
internal sealed record RelaySettings(string Url, string ProjectId)
{
    private const string OfficialUrl = "wss://relay.walletconnect.org";
    private const string UrlVariable = "MODELMARKET_WALLETCONNECT_RELAY";
    private const string ProjectVariable = "MODELMARKET_WALLETCONNECT_PROJECT";

    /// <summary>The settings of a run.</summary>
    /// <exception cref="CliFault">No project is named for the official relay, or the address is none.</exception>
    public static RelaySettings Of(CommandContext context)
    {
        var url = context.Host.Variable(UrlVariable) ?? OfficialUrl;
        var loopback = Uri.TryCreate(url, UriKind.Absolute, out var address) && address.IsLoopback;
        if (address is null || !(address.Scheme == "wss" || (address.Scheme == "ws" && loopback)))
        {
            throw CliFault.Usage($"{UrlVariable} is not an address of a relay: {url}", "It starts with wss://.");
        }

        var project = context.Host.Variable(ProjectVariable) ?? (loopback ? "local" : null);
        return project is null
            ? throw CliFault.Usage($"{ProjectVariable} is not set, and the relay {OfficialUrl} wants to know the project.", "Make a project in WalletConnect's dashboard (free) and set the variable to its id.")
            : new RelaySettings(url, project);
    }

    /// <summary>Where to connect to.</summary>
    public Uri Address(string token) => new($"{Url.TrimEnd('/')}/?auth={token}&projectId={Uri.EscapeDataString(ProjectId)}&ua=wc-2%2Fmodelmarket");
}
