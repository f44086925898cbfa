using Refit;

namespace ModelMarket.Cli.Storage;

/// <summary>The trustless gateway of specs.ipfs.tech/http-gateways: blocks that prove themselves.</summary>
internal interface ITrustlessGatewayApi
{
    /// <summary>One block.</summary>
    [Get("/ipfs/{cid}?format=raw")]
    [Headers("Accept: application/vnd.ipld.raw")]
    Task<HttpResponseMessage> BlockAsync(string cid, CancellationToken cancellation);
}
