using System.Text.Json;
using ModelMarket.Cli.Presentation;

namespace ModelMarket.Cli.Session;

/// <summary>A network: one of <c>config.toml</c>, or the local one as <c>dev</c> leaves it for the commands that follow in <c>home/networks/local.json</c>.</summary>
/// <param name="Rpc">Ethereum endpoint.</param>
/// <param name="Node">Rollups node, before <c>/rpc</c>.</param>
/// <param name="App">Application contract.</param>
/// <param name="Token">A token to play with; null where there is none.</param>
internal sealed record NetworkProfile(string? Rpc, string? Node, string? App, string? Token)
{
    /// <summary>The name of the network that <c>dev</c> starts.</summary>
    public const string LocalName = "local";

    /// <summary>The chain's id; null takes the endpoint's word.</summary>
    public ulong? Chain { get; init; }

    /// <summary>Who acts where nothing else is said.</summary>
    public string? Wallet { get; init; }

    /// <summary>Most gwei per unit of gas.</summary>
    public string? MaxFee { get; init; }

    /// <summary>A block explorer.</summary>
    public string? Explorer { get; init; }

    private static string File(string home) => Path.Combine(home, "networks", "local.json");

    /// <summary>A profile of <c>config.toml</c>.</summary>
    public static NetworkProfile From(ConfigProfile profile) => new(profile.Rpc, profile.Node, profile.App, profile.Token)
    {
        Chain = profile.Chain,
        Wallet = profile.Wallet,
        MaxFee = profile.MaxFee,
        Explorer = profile.Explorer,
    };

    /// <summary>The local network of this user; null when none was started.</summary>
    public static NetworkProfile? Load(string home)
    {
        var path = File(home);
        if (!System.IO.File.Exists(path))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(System.IO.File.ReadAllBytes(path), CliJson.Default.NetworkProfile);
        }
        catch (JsonException fault)
        {
            throw CliFault.Usage($"{path} is not a network profile: {fault.Message}", "Delete it; `modelmarket dev` writes it again.");
        }
    }

    /// <summary>Makes this the local network of the user.</summary>
    public Task SaveAsync(string home, CancellationToken cancellation) =>
        StateFolder.WriteAsync(File(home), JsonSerializer.SerializeToUtf8Bytes(this, CliJson.Default.NetworkProfile), cancellation);

    /// <summary>Forgets it, if it is still this one.</summary>
    public void Remove(string home)
    {
        if (Load(home) == this)
        {
            System.IO.File.Delete(File(home));
        }
    }
}
