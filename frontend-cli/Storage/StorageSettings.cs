using ModelMarket.Cli.Market;
using ModelMarket.Cli.Session;
using Tomlyn;

namespace ModelMarket.Cli.Storage;

/// <summary>Where content comes from and who keeps it, as one run sees it: option, else environment, else <c>storage.toml</c>.</summary>
/// <param name="Sources">Sources in order of preference; empty for the local folder alone.</param>
/// <param name="Pinning">The pinning service; null for none.</param>
/// <param name="PinningToken">Its access token; null for none. Never printed.</param>
internal sealed record StorageSettings(string Sources, string? Pinning, string? PinningToken)
{
    /// <summary>The variable that holds the pinning service's access token.</summary>
    public const string TokenVariable = "MODELMARKET_PINNING_TOKEN";

    private const string SourcesVariable = "MODELMARKET_STORAGE";
    private const string PinningVariable = "MODELMARKET_PINNING";

    /// <summary>Reads the settings.</summary>
    /// <param name="host">Home and variables.</param>
    /// <param name="sources">What the command line says; null for nothing.</param>
    /// <exception cref="CliFault"><c>storage.toml</c> cannot be read.</exception>
    public static StorageSettings Load(CliHost host, string? sources)
    {
        var file = Read(Path.Combine(host.Home, "storage.toml"));
        return new StorageSettings(
            sources ?? host.Variable(SourcesVariable) ?? file.Sources ?? "",
            host.Variable(PinningVariable) ?? file.Pinning,
            host.Variable(TokenVariable) ?? Token(file.PinningTokenFile));
    }

    /// <summary>Opens the sources; nothing is contacted.</summary>
    public ContentSources Open() => ContentSources.Parse(Sources, HostSha256.Instance);

    /// <summary>Opens the pinning service.</summary>
    /// <exception cref="CliFault">None is configured.</exception>
    public PinningService Service() => Pinning is { } address && PinningToken is { } token
        ? Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? new PinningService(uri!, token)
            : throw CliFault.Usage($"The pinning service's address is not one of http or https: {address}")
        : throw CliFault.Usage(
            "No pinning service is configured.",
            $"Write `pinning = \"https://…\"` and `pinning-token-file = \"…\"` into storage.toml, or set {PinningVariable} and {TokenVariable}.");

    private static StorageFile Read(string path)
    {
        if (!File.Exists(path))
        {
            return new StorageFile();
        }

        var file = TomlText.Load(path, text => TomlSerializer.Deserialize(text, StorageFileToml.Default.StorageFile) ?? new StorageFile());
        TomlText.RequireKnown(file.Unknown, StorageFile.Keys, path);
        return file;
    }

    private static string? Token(string? path) => path is null ? null
        : File.Exists(path) ? File.ReadAllText(path).Trim()
        : throw CliFault.Usage($"There is no file {path}, which storage.toml names as `pinning-token-file`.");
}
