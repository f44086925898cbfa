using ModelMarket.Content;
using ModelMarket.Contracts;
using ModelMarket.Core;

namespace ModelMarket.Cli.Market;

/// <summary>Packs blocks into as few inputs as fit: whole blocks together, blocks larger than an input in parts.</summary>
internal static class BlockPacker
{
    /// <summary>Bytes of a part: the largest multiple of 1,024 that fits one input with its envelope.</summary>
    private const int PartBytes = 63_488;

    private const int Word = 32;
    private const int CallBytes = 4 + (2 * Word);

    // Offset in the array, two offsets in the tuple, then two lengths; the CID and the data follow, padded.
    private const int BlockEnvelopeBytes = 5 * Word;

    /// <summary>The payloads that deliver the blocks, in order.</summary>
    public static IReadOnlyList<byte[]> Pack(IEnumerable<ContentBlock> blocks)
    {
        var payloads = new List<byte[]>();
        var pending = new List<Block>();
        var bytes = CallBytes;
        foreach (var block in blocks)
        {
            var cid = block.Cid.Encode();
            var size = BlockEnvelopeBytes + Padded(cid.Length) + Padded(block.Data.Length);
            if (bytes + size > Limits.PayloadBytesMax && pending.Count > 0)
            {
                payloads.Add(Flush(pending));
                bytes = CallBytes;
            }

            if (CallBytes + size > Limits.PayloadBytesMax)
            {
                payloads.AddRange(Parts(cid, block.Data));
                continue;
            }

            pending.Add(new Block(cid, block.Data.ToArray()));
            bytes += size;
        }

        if (pending.Count > 0)
        {
            payloads.Add(Flush(pending));
        }

        return payloads;
    }

    private static byte[] Flush(List<Block> pending)
    {
        var payload = new MarketInputs.PutBlocksCall([.. pending]).Encode();
        pending.Clear();
        return payload;
    }

    private static IEnumerable<byte[]> Parts(byte[] cid, ReadOnlyMemory<byte> data)
    {
        for (var offset = 0; offset < data.Length; offset += PartBytes)
        {
            var part = data.Slice(offset, Math.Min(PartBytes, data.Length - offset));
            yield return new MarketInputs.PutPartCall(cid, (uint)data.Length, (uint)offset, part.ToArray()).Encode();
        }
    }

    private static int Padded(int bytes) => (bytes + Word - 1) / Word * Word;
}
