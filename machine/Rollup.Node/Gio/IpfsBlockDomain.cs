using Rollup.Primitives.Rollups;

namespace Rollup.Node.Gio;

/// <summary>
/// The domain of IPFS blocks (GIO.md): the id is a binary CID with SHA-256, the answer is that block, from a folder or gateways, its hash checked here. A block from a
/// gateway is kept in the folder, so that a replay needs no gateway.
/// </summary>
public sealed class IpfsBlockDomain : IGioDomain, IDisposable
{
    /// <summary>The domain's number: the first two bytes of every SHA-256 multihash.</summary>
    public const ushort DomainNumber = 0x1220;

    /// <summary>Response code of a block.</summary>
    public const ushort Found = 0;

    /// <summary>Response code, with no bytes, of an id that is no CID with SHA-256.</summary>
    public const ushort NotACid = 1;

    /// <summary>Bytes of a block at most, so that it fits the machine's buffer; also what IPFS hosts exchange at most. Anything longer is taken for no block.</summary>
    public const int BlockSizeBytesMax = RollupLimits.BufferBytesMax;

    private readonly IReadOnlyList<IBlockLocation> _locations;

    /// <summary>Creates the domain.</summary>
    /// <param name="folder">Blocks on this machine, asked first; null for none.</param>
    /// <param name="gateways">Trustless gateways, asked in order.</param>
    public IpfsBlockDomain(string? folder, IReadOnlyList<Uri> gateways)
    {
        ArgumentNullException.ThrowIfNull(gateways);
        _locations = [.. folder is null ? [] : (IEnumerable<IBlockLocation>)[new FolderBlocks(folder)], .. gateways.Select(gateway => new GatewayBlocks(gateway))];
        if (_locations.Count == 0)
            throw new ArgumentException("blocks come from a folder or a gateway: neither is given", nameof(gateways));
    }

    /// <inheritdoc/>
    public ushort Number => DomainNumber;

    /// <inheritdoc/>
    public async Task<GioResponse> AnswerAsync(ReadOnlyMemory<byte> id, CancellationToken cancellationToken)
    {
        if (!BlockId.TryDecode(id.Span, out BlockId cid))
            return new GioResponse(NotACid, []);

        for (int i = 0; i < _locations.Count; i++)
        {
            byte[]? block = await _locations[i].FindAsync(cid, cancellationToken).ConfigureAwait(false);
            if (block is null || block.Length > BlockSizeBytesMax || !cid.Matches(block))
                continue;

            for (int nearer = 0; nearer < i; nearer++)
                _locations[nearer].Keep(cid, block);
            return new GioResponse(Found, block);
        }
        throw new GioUnavailableException($"the block {cid} is not to be had from {string.Join(" nor ", _locations)}");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IDisposable location in _locations.OfType<IDisposable>())
            location.Dispose();
    }
}
