using ModelMarket.Cli.Market;
using ModelMarket.Cli.Presentation;
using ModelMarket.Content;
using ModelMarket.Content.UnixFs;
using Spectre.Console;

namespace ModelMarket.Cli.Storage;

/// <summary>The user's own content of any market: the block folder <c>home/content</c> and the sources behind it.</summary>
internal sealed class UserContent : IDisposable
{
    private readonly Screen _screen;
    private readonly ContentSources _sources;

    /// <summary>Opens it; nothing is contacted.</summary>
    public UserContent(CliHost host, Screen screen, StorageSettings settings)
    {
        _screen = screen;
        Settings = settings;
        _sources = settings.Open();
        Folder = new BlockFolder(Path.Combine(host.Home, "content"), HostSha256.Instance, cid => screen.Warn($"block {cid} was damaged on this disk and has been removed"));
    }

    /// <summary>The blocks.</summary>
    public BlockFolder Folder { get; }

    /// <summary>Where content comes from and who keeps it.</summary>
    public StorageSettings Settings { get; }

    /// <summary>The Kubo nodes among the sources.</summary>
    public IEnumerable<KuboStorage> KuboNodes => _sources.KuboNodes;

    /// <summary>Reads a CID that a person wrote.</summary>
    public static Cid CidOf(string text) =>
        Cid.TryParse(text, out var cid, out var fault) ? cid : throw CliFault.Usage($"`{text}` is no CID that is read here. {fault.Detail}");

    /// <summary>Brings content here, with a progress bar; what is here already is not fetched again.</summary>
    /// <returns>Bytes of its files.</returns>
    public Task<ulong> FetchAsync(Cid root, ulong bytesMax, CancellationToken cancellation)
    {
        var fetcher = new ContentFetcher(Folder, _sources.All, HostSha256.Instance, trouble => _screen.Warn(Markup.Escape(trouble.ToString())));
        return _screen.ProgressAsync("fetching", progress => fetcher.FetchAsync(root, bytesMax, step => progress(Share(step)), cancellation));
    }

    /// <summary>Brings a file here and reads it.</summary>
    public async Task<byte[]> ReadFileAsync(Cid root, int bytesMax, CancellationToken cancellation)
    {
        await FetchAsync(root, (ulong)bytesMax, cancellation);
        return UnixFsReader.TryReadAll(root, Folder, HostSha256.Instance, bytesMax, out var file, out var fault)
            ? file
            : throw CliFault.Failed($"The content {root} cannot be read: {fault.Detail}");
    }

    /// <inheritdoc/>
    public void Dispose() => _sources.Dispose();

    private static double Share(FetchProgress step) => step.FileBytes == 0 ? 0 : Math.Min(1, step.BytesHere / (double)step.FileBytes);
}
