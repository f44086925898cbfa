using Refit;

namespace ModelMarket.Cli.Storage;

/// <summary>The IPFS Pinning Service API (ipfs.github.io/pinning-services-api-spec): services that keep content for others, the
/// Filecoin-backed ones among them.</summary>
internal interface IPinningServiceApi
{
    /// <summary>Asks for a file to be kept.</summary>
    [Post("/pins")]
    Task<HttpResponseMessage> AddAsync([Body] PinRequest pin, CancellationToken cancellation);

    /// <summary>How a request is doing.</summary>
    [Get("/pins/{requestId}")]
    Task<HttpResponseMessage> StatusAsync(string requestId, CancellationToken cancellation);

    /// <summary>Requests for a file.</summary>
    [Get("/pins?status=queued,pinning,pinned,failed")]
    Task<HttpResponseMessage> ListAsync([Query] string cid, CancellationToken cancellation);

    /// <summary>Ends a request.</summary>
    [Delete("/pins/{requestId}")]
    Task<HttpResponseMessage> RemoveAsync(string requestId, CancellationToken cancellation);
}
