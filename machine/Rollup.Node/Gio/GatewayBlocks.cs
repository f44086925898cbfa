using Rollup.Ethereum.Host;

namespace Rollup.Node.Gio;

/// <summary>Raw blocks from a trustless IPFS gateway: <c>GET /ipfs/CID?format=raw</c> (specs.ipfs.tech, trustless gateway). Not trusted, as all places.</summary>
internal sealed class GatewayBlocks : IBlockLocation, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly Uri _gateway;
    private readonly HttpClient _http;

    public GatewayBlocks(Uri gateway)
    {
        _gateway = gateway;
        _http = new HttpClient(HostHttp.Of(new SocketsHttpHandler { UseCookies = false, MaxAutomaticRedirections = 3 }))
        {
            Timeout = Patience,
            MaxResponseContentBufferSize = IpfsBlockDomain.BlockSizeBytesMax,
        };
        _http.DefaultRequestHeaders.Add("Accept", "application/vnd.ipld.raw");
    }

    public async Task<byte[]?> FindAsync(BlockId id, CancellationToken cancellationToken)
    {
        try
        {
            return await _http.GetByteArrayAsync(new Uri(_gateway, $"/ipfs/{id}?format=raw"), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    public void Keep(BlockId id, byte[] block)
    {
    }

    public void Dispose() => _http.Dispose();

    public override string ToString() => $"the gateway {_gateway}";
}
