using ModelMarket.Cli.Session;
using ModelMarket.Content;
using ModelMarket.Contracts;

namespace ModelMarket.Cli.Market;

/// <summary>
/// Finds blocks in the inputs that L1 keeps. The machine drops content when its declaration is over; whatever was uploaded once can still be
/// read here, and its hash tells that it is right.
/// </summary>
internal sealed class BlockArchive
{
    private readonly MarketSession _session;

    /// <summary>Reads through a session's chain.</summary>
    public BlockArchive(MarketSession session)
    {
        _session = session;
    }

    /// <summary>Takes every block out of the inputs.</summary>
    /// <returns>Blocks whose bytes hash to their CID.</returns>
    public async Task<BlockMap> ReadAsync(CancellationToken cancellation)
    {
        var found = new BlockMap();
        var parts = new Dictionary<(Cid Cid, uint Size), byte[]>();
        foreach (var input in await InputHistory.ReadAsync(_session, cancellation))
        {
            if (MarketInputs.PutBlocksCall.TryDecode(input.Payload.Span, out var whole))
            {
                foreach (var block in whole.Blocks)
                {
                    Keep(found, block.Cid, block.Data);
                }
            }
            else if (MarketInputs.PutPartCall.TryDecode(input.Payload.Span, out var part) && part.BlockSize <= ContentLimits.BlockSizeMax)
            {
                Join(found, parts, part);
            }
        }

        return found;
    }

    private static void Join(BlockMap found, Dictionary<(Cid Cid, uint Size), byte[]> parts, MarketInputs.PutPartCall part)
    {
        if (!Cid.TryDecode(part.BlockCid, out var cid, out _) || part.Offset + (ulong)part.Data.Length > part.BlockSize)
        {
            return;
        }

        if (!parts.TryGetValue((cid, part.BlockSize), out var bytes))
        {
            bytes = new byte[part.BlockSize];
            parts.Add((cid, part.BlockSize), bytes);
        }

        part.Data.CopyTo(bytes, (int)part.Offset);
        Keep(found, part.BlockCid, bytes);
    }

    private static void Keep(BlockMap found, byte[] cidBytes, byte[] data)
    {
        if (Cid.TryDecode(cidBytes, out var cid, out _) && BlockHash.TryVerify(HostSha256.Instance, cid, data, out _))
        {
            found.Put(cid, data);
        }
    }
}
