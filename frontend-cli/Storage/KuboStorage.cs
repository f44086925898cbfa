using System.Text;
using System.Text.Json;
using ModelMarket.Content;
using Refit;

namespace ModelMarket.Cli.Storage;

/// <summary>A Kubo node through its RPC: a source of blocks, and a place to keep files. The RPC has no password: keep it on loopback.</summary>
internal sealed class KuboStorage : IRemoteBlocks, IDisposable
{
    private readonly HttpClient _http;
    private readonly IKuboApi _api;

    /// <summary>Uses the RPC at an address such as <c>http://127.0.0.1:5001</c>.</summary>
    public KuboStorage(Uri address)
    {
        Name = address.ToString().TrimEnd('/');
        _http = RemoteHttp.Client(address);
        _api = RestService.ForGenerated<IKuboApi>(_http, StorageJson.Default);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public Task<byte[]?> TryGetAsync(Cid cid, CancellationToken cancellation) => RemoteHttp.AskAsync(async () =>
    {
        using var response = await _api.BlockGetAsync(cid.ToString(), cancellation);
        var body = await RemoteHttp.BodyAsync(response, StorageLimits.BlockBytesMax, cancellation);

        // Kubo answers 500 with these words when it is offline and has not the block.
        if (!response.IsSuccessStatusCode && Encoding.UTF8.GetString(body).Contains("not found", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        RemoteHttp.Require(response, body);
        return body;
    });

    /// <summary>Sends a whole file and pins it.</summary>
    /// <exception cref="RemoteFault">The node refused it, or did not confirm this very root.</exception>
    public Task PushAsync(Cid root, IBlockSource source, CancellationToken cancellation) => RemoteHttp.AskAsync(async () =>
    {
        using var archive = new MultipartFormDataContent { { new CarContent(root, source), "path", $"{root}.car" } };
        using var response = await _api.DagImportAsync(archive, cancellation);
        var body = await RemoteHttp.BodyAsync(response, StorageLimits.JsonBytesMax, cancellation);
        RemoteHttp.Require(response, body);
        var imported = Encoding.UTF8.GetString(body).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Root).FirstOrDefault(r => r is not null);
        if (imported?.Cid?.Cid is not { } text || !Cid.TryParse(text, out var confirmed, out _) || confirmed.ToV1() != root.ToV1())
        {
            throw new RemoteFault($"did not confirm {root}");
        }

        return string.IsNullOrEmpty(imported.PinErrorMsg) ? true : throw new RemoteFault($"did not pin {root}: {imported.PinErrorMsg}");
    });

    /// <summary>Takes the pin of a file away.</summary>
    public Task UnpinAsync(Cid root, CancellationToken cancellation) => RemoteHttp.AskAsync(async () =>
    {
        using var response = await _api.PinRemoveAsync(root.ToString(), cancellation);
        RemoteHttp.Require(response, await RemoteHttp.BodyAsync(response, StorageLimits.JsonBytesMax, cancellation));
        return true;
    });

    /// <summary>The node's version: the quickest question that shows it is there.</summary>
    public Task<string> VersionAsync(CancellationToken cancellation) => RemoteHttp.AskAsync(async () =>
    {
        using var response = await _api.VersionAsync(cancellation);
        var version = await RemoteHttp.JsonAsync(response, StorageJson.Default.Version, cancellation);
        return version.Number ?? throw new RemoteFault("answered no version");
    });

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static KuboAnswers.ImportedRoot? Root(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, StorageJson.Default.ImportLine)?.Root;
        }
        catch (JsonException fault)
        {
            throw new RemoteFault("answered something that is not its protocol", fault);
        }
    }
}
