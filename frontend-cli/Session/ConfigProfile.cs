using Tomlyn.Model;
using Tomlyn.Serialization;

namespace ModelMarket.Cli.Session;

/// <summary>One network in <c>config.toml</c>. No secret belongs here.</summary>
internal sealed class ConfigProfile
{
    /// <summary>The keys there are.</summary>
    public static IReadOnlyList<string> Keys { get; } = ["rpc", "node", "app", "token", "chain", "wallet", "max-fee", "explorer"];

    /// <summary>Ethereum endpoint.</summary>
    public string? Rpc { get; set; }

    /// <summary>Rollups node.</summary>
    public string? Node { get; set; }

    /// <summary>Application contract.</summary>
    public string? App { get; set; }

    /// <summary>Token that rewards are counted in where none is named.</summary>
    public string? Token { get; set; }

    /// <summary>The chain's id: an endpoint of another chain is refused.</summary>
    public ulong? Chain { get; set; }

    /// <summary>Who acts: what <c>--wallet</c> takes.</summary>
    public string? Wallet { get; set; }

    /// <summary>Most gwei per unit of gas.</summary>
    public string? MaxFee { get; set; }

    /// <summary>A block explorer, for links in reports.</summary>
    public string? Explorer { get; set; }

    /// <summary>Keys that nobody knows: mistyped ones.</summary>
    [TomlExtensionData]
    public TomlTable? Unknown { get; set; }
}
