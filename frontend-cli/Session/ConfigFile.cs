namespace ModelMarket.Cli.Session;

/// <summary><c>home/config.toml</c>: named networks and who acts there.</summary>
internal sealed class ConfigFile
{
    /// <summary>The profile that counts where none is named.</summary>
    public string? Profile { get; set; }

    /// <summary>The profiles by name.</summary>
    public Dictionary<string, ConfigProfile> Profiles { get; set; } = [];
}
