using ModelMarket.Content;
using ModelMarket.Content.UnixFs;
using ModelMarket.Core.Inspect;

namespace ModelMarket.Cli.Market;

/// <summary>The user's content of one market: imports files, fetches what others declared, lists blocks for an upload. Every block is verified.</summary>
internal sealed class ContentLibrary
{
    private readonly IBlockSource _source;
    private readonly IBlockSink _sink;
    private readonly MarketReader _market;
    private readonly BlockArchive _archive;

    /// <summary>Creates a library.</summary>
    /// <param name="source">Where blocks are found.</param>
    /// <param name="sink">Where blocks are kept; what goes in comes out of <paramref name="source"/>.</param>
    /// <param name="market">Where missing blocks are asked for.</param>
    /// <param name="archive">Where blocks are looked for that the machine has dropped.</param>
    public ContentLibrary(IBlockSource source, IBlockSink sink, MarketReader market, BlockArchive archive)
    {
        _archive = archive;
        _source = source;
        _sink = sink;
        _market = market;
    }

    /// <summary>Keeps a file as blocks and gives its CID.</summary>
    public ImportedFile Import(ReadOnlySpan<byte> file) =>
        UnixFsImporter.Import(file, ImportOptions.Default, HostSha256.Instance, _sink);

    /// <summary>Whether the root block of a file is here.</summary>
    public bool Has(Cid root) => _source.TryGet(root, out _);

    /// <summary>Gets a declared file: from the own blocks, else from the machine, which keeps the content of live jobs, else from L1's inputs.</summary>
    public async Task<byte[]> FetchAsync(ContentView content, CancellationToken cancellation)
    {
        var root = CidOf(content.Cid);
        if ((await MissingAsync(root, cancellation)).Count > 0)
        {
            await RecoverAsync(cancellation);
        }

        foreach (var cid in await MissingAsync(root, cancellation))
        {
            throw CliFault.Unreachable(
                $"Block {cid} of {content.Cid} is neither in the local folder, nor in the machine, nor in the inputs on L1.",
                "It was declared but never uploaded.");
        }

        return UnixFsReader.TryReadAll(root, _source, HostSha256.Instance, checked((int)content.SizeBytes), out var file, out var fault)
            ? file
            : throw CliFault.Failed($"The content {content.Cid} cannot be read: {fault.Detail}");
    }

    /// <summary>The blocks of a file that is here, parents before children, from a block on.</summary>
    public IEnumerable<ContentBlock> Blocks(Cid from)
    {
        if (!_source.TryGet(from, out var data))
        {
            throw CliFault.Failed($"Block {from} is not in the local folder.", "Import the file again.");
        }

        yield return new ContentBlock(from, data);
        foreach (var child in ChildrenOf(from, data))
        {
            foreach (var block in Blocks(child))
            {
                yield return block;
            }
        }
    }

    /// <summary>Reads a CID that the machine wrote.</summary>
    public static Cid CidOf(string text) =>
        Cid.TryParse(text, out var cid, out var fault) ? cid : throw CliFault.Unreachable($"The machine named a CID this version cannot read: {fault.Detail}");

    // Walks the file and asks the machine for what is not here; what is left over is nowhere.
    private async Task<List<Cid>> MissingAsync(Cid root, CancellationToken cancellation)
    {
        var missing = new List<Cid>();
        var pending = new Stack<Cid>([root]);
        while (pending.TryPop(out var cid))
        {
            if (!_source.TryGet(cid, out var data))
            {
                var fetched = await AskMachineAsync(cid, cancellation);
                if (fetched is null)
                {
                    missing.Add(cid);
                    continue;
                }

                data = fetched;
            }

            foreach (var child in ChildrenOf(cid, data))
            {
                pending.Push(child);
            }
        }

        return missing;
    }

    private async Task RecoverAsync(CancellationToken cancellation)
    {
        foreach (var block in (await _archive.ReadAsync(cancellation)).Blocks)
        {
            _sink.Put(block.Cid, block.Data.Span);
        }
    }

    private async Task<byte[]?> AskMachineAsync(Cid cid, CancellationToken cancellation)
    {
        byte[] data;
        try
        {
            data = await _market.BlockAsync(cid.ToString(), cancellation);
        }
        catch (CliFault refusal) when (refusal.Exit == ExitCode.Rejected)
        {
            return null;
        }

        if (!BlockHash.TryVerify(HostSha256.Instance, cid, data, out var fault))
        {
            throw CliFault.Failed($"The node gave wrong bytes: {fault.Detail}", "Ask another node, with --node.");
        }

        _sink.Put(cid, data);
        return data;
    }

    private static IEnumerable<Cid> ChildrenOf(Cid cid, ReadOnlyMemory<byte> data)
    {
        if (cid.Codec == CidCodec.Raw)
        {
            return [];
        }

        return FileNode.TryParse(cid.Codec, data, out var node, out var fault)
            ? node.Links.Select(link => link.Cid)
            : throw CliFault.Failed($"Block {cid} is not part of a file: {fault.Detail}");
    }
}
