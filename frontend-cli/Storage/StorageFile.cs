using Tomlyn.Model;
using Tomlyn.Serialization;

namespace ModelMarket.Cli.Storage;

/// <summary><c>home/storage.toml</c>: where content comes from and who keeps it. One line switches.</summary>
internal sealed class StorageFile
{
    /// <summary>The keys there are.</summary>
    public static IReadOnlyList<string> Keys { get; } = ["sources", "pinning", "pinning-token-file"];

    /// <summary>Sources in order of preference: <c>kubo:http://127.0.0.1:5001, gateway:https://…, folder:/path</c>.</summary>
    public string? Sources { get; set; }

    /// <summary>Endpoint of a pinning service, without <c>/pins</c>.</summary>
    public string? Pinning { get; set; }

    /// <summary>File with the pinning service's access token.</summary>
    public string? PinningTokenFile { get; set; }

    /// <summary>Keys that nobody knows: mistyped ones.</summary>
    [TomlExtensionData]
    public TomlTable? Unknown { get; set; }
}
