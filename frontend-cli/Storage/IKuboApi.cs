using Refit;

namespace ModelMarket.Cli.Storage;

/// <summary>The part of Kubo's RPC (docs.ipfs.tech/reference/kubo/rpc) that storage needs. Every call is a POST.</summary>
internal interface IKuboApi
{
    /// <summary>One block's bytes.</summary>
    [Post("/api/v0/block/get")]
    Task<HttpResponseMessage> BlockGetAsync([Query] string arg, CancellationToken cancellation);

    /// <summary>Takes in a CAR archive and pins its roots; answers a line of JSON per root.</summary>
    [Post("/api/v0/dag/import?pin-roots=true&allow-big-block=true")]
    Task<HttpResponseMessage> DagImportAsync([Body] HttpContent archive, CancellationToken cancellation);

    /// <summary>Takes a pin away.</summary>
    [Post("/api/v0/pin/rm")]
    Task<HttpResponseMessage> PinRemoveAsync([Query] string arg, CancellationToken cancellation);

    /// <summary>The node's version.</summary>
    [Post("/api/v0/version")]
    Task<HttpResponseMessage> VersionAsync(CancellationToken cancellation);
}
