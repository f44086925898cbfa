using Tomlyn.Model;
using Tomlyn.Serialization;

namespace ModelMarket.Cli.Session;

/// <summary><c>home/config.toml</c>: named networks and who acts there.</summary>
internal sealed class ConfigFile
{
    /// <summary>The keys there are.</summary>
    public static IReadOnlyList<string> Keys { get; } = ["profile", "profiles"];

    /// <summary>The profile that counts where none is named.</summary>
    public string? Profile { get; set; }

    /// <summary>The profiles by name.</summary>
    public Dictionary<string, ConfigProfile> Profiles { get; set; } = [];

    /// <summary>Keys that nobody knows: mistyped ones.</summary>
    [TomlExtensionData]
    public TomlTable? Unknown { get; set; }
}
