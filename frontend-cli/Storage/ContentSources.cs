using Rollup.Primitives;

namespace ModelMarket.Cli.Storage;

/// <summary>
/// The sources of one line of configuration, in order of preference, separated by commas:
/// <c>kubo:http://127.0.0.1:5001, gateway:https://trustless-gateway.link, folder:/mnt/blocks</c>.
/// </summary>
internal sealed class ContentSources : IDisposable
{
    private const int SourcesMax = 32;

    private ContentSources(IReadOnlyList<IRemoteBlocks> all)
    {
        All = all;
    }

    /// <summary>The sources.</summary>
    public IReadOnlyList<IRemoteBlocks> All { get; }

    /// <summary>The Kubo nodes among them: where files can be pushed.</summary>
    public IEnumerable<KuboStorage> KuboNodes => All.OfType<KuboStorage>();

    /// <summary>Reads a line; an empty one gives no sources. Nothing is contacted.</summary>
    /// <exception cref="CliFault">An entry is not <c>kind:address</c>.</exception>
    public static ContentSources Parse(string line, ISha256 sha256)
    {
        var entries = line.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (entries.Length > SourcesMax)
        {
            throw CliFault.Usage($"{entries.Length} content sources are configured; at most {SourcesMax} are asked.");
        }

        return new ContentSources([.. entries.Select(entry => Source(entry, sha256))]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var source in All.OfType<IDisposable>())
        {
            source.Dispose();
        }
    }

    private static IRemoteBlocks Source(string entry, ISha256 sha256)
    {
        var colon = entry.IndexOf(':', StringComparison.Ordinal);
        var (kind, address) = colon < 0 ? (entry, "") : (entry[..colon], entry[(colon + 1)..]);
        return kind switch
        {
            "kubo" => new KuboStorage(Http(entry, address)),
            "gateway" => new GatewayBlocks(Http(entry, address)),
            "folder" when Directory.Exists(address) => new FolderBlocks(address, new BlockFolder(address, sha256)),
            "folder" => throw CliFault.Usage($"The content source `{entry}` names no folder that exists."),
            _ => throw CliFault.Usage($"`{entry}` is no content source.", "Write kubo:http://127.0.0.1:5001, gateway:https://… or folder:/path, separated by commas."),
        };
    }

    private static Uri Http(string entry, string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            ? uri
            : throw CliFault.Usage($"The content source `{entry}` needs an address that begins with http:// or https://.");
}
