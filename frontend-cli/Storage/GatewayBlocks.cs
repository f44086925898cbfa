using ModelMarket.Content;
using Refit;

namespace ModelMarket.Cli.Storage;

/// <summary>A trustless gateway as a source of blocks.</summary>
internal sealed class GatewayBlocks : IRemoteBlocks, IDisposable
{
    private readonly HttpClient _http;
    private readonly ITrustlessGatewayApi _api;

    /// <summary>Uses the gateway at an address such as <c>https://trustless-gateway.link</c>.</summary>
    public GatewayBlocks(Uri address)
    {
        Name = address.ToString().TrimEnd('/');
        _http = RemoteHttp.Client(address);
        _api = RestService.ForGenerated<ITrustlessGatewayApi>(_http, StorageJson.Default);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public Task<byte[]?> TryGetAsync(Cid cid, CancellationToken cancellation) => RemoteHttp.AskAsync(async () =>
    {
        using var response = await _api.BlockAsync(cid.ToString(), cancellation);
        if (RemoteHttp.IsAbsent(response.StatusCode))
        {
            return null;
        }

        var body = await RemoteHttp.BodyAsync(response, StorageLimits.BlockBytesMax, cancellation);
        RemoteHttp.Require(response, body);
        return body;
    });

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
