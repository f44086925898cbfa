using System.Net.Http.Headers;
using ModelMarket.Content;
using Refit;

namespace ModelMarket.Cli.Storage;

/// <summary>A service that keeps content for others. The token goes into a header and nowhere else.</summary>
internal sealed class PinningService : IDisposable
{
    private readonly HttpClient _http;
    private readonly IPinningServiceApi _api;

    /// <summary>Uses a service.</summary>
    /// <param name="address">Its endpoint, without <c>/pins</c>.</param>
    /// <param name="token">The access token.</param>
    public PinningService(Uri address, string token)
    {
        Name = address.ToString().TrimEnd('/');
        _http = RemoteHttp.Client(address);
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        _api = RestService.ForGenerated<IPinningServiceApi>(_http, StorageJson.Default);
    }

    /// <summary>Its address.</summary>
    public string Name { get; }

    /// <summary>Asks the service to keep a file; a request for the same file that has not failed is taken up again.</summary>
    public async Task<PinStatus> PinAsync(Cid root, string? label, IReadOnlyList<string>? origins, CancellationToken cancellation)
    {
        var open = await FindAsync(root, cancellation);
        return open.FirstOrDefault(pin => pin.Status != "failed")
            ?? await SendAsync(() => _api.AddAsync(new PinRequest(root.ToString(), label, origins), cancellation), cancellation);
    }

    /// <summary>How a request is doing.</summary>
    public Task<PinStatus> StatusAsync(string requestId, CancellationToken cancellation) =>
        SendAsync(() => _api.StatusAsync(requestId, cancellation), cancellation);

    /// <summary>Requests for a file.</summary>
    public Task<IReadOnlyList<PinStatus>> FindAsync(Cid root, CancellationToken cancellation) => RemoteHttp.AskAsync(async () =>
    {
        using var response = await _api.ListAsync(root.ToString(), cancellation);
        return (await RemoteHttp.JsonAsync(response, StorageJson.Default.PinList, cancellation)).Results;
    });

    /// <summary>Ends a request.</summary>
    public Task UnpinAsync(string requestId, CancellationToken cancellation) => RemoteHttp.AskAsync(async () =>
    {
        using var response = await _api.RemoveAsync(requestId, cancellation);
        RemoteHttp.Require(response, await RemoteHttp.BodyAsync(response, StorageLimits.JsonBytesMax, cancellation));
        return true;
    });

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static Task<PinStatus> SendAsync(Func<Task<HttpResponseMessage>> request, CancellationToken cancellation) => RemoteHttp.AskAsync(async () =>
    {
        using var response = await request();
        return await RemoteHttp.JsonAsync(response, StorageJson.Default.PinStatus, cancellation);
    });
}
