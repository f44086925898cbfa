using Refit;

namespace ModelMarket.Cli.Storage;

/// <summary>The trustless gateway of specs.ipfs.tech/http-gateways: blocks and archives that prove themselves.</summary>
internal interface ITrustlessGatewayApi
{
    /// <summary>One block.</summary>
    [Get("/ipfs/{cid}?format=raw")]
    [Headers("Accept: application/vnd.ipld.raw")]
    Task<HttpResponseMessage> BlockAsync(string cid, CancellationToken cancellation);

    /// <summary>A file's blocks, depth first, as CAR v1.</summary>
    [Get("/ipfs/{cid}?format=car&dag-scope=all")]
    [Headers("Accept: application/vnd.ipld.car; version=1; order=dfs; dups=n")]
    Task<HttpResponseMessage> ArchiveAsync(string cid, CancellationToken cancellation);
}
