using ModelMarket.Content;
using ModelMarket.Content.Car;
using ModelMarket.Content.UnixFs;
using Rollup.Primitives;

namespace ModelMarket.Fuzz.Content;

/// <summary>Good bytes of every kind this library decodes.</summary>
internal static class ContentCorpus
{
    public static IReadOnlyList<ContentBlock> Blocks { get; } = [.. Import(new ImportOptions(64, LeafKind.Raw, CidVersion.V1, 3)), .. Import(new ImportOptions(64, LeafKind.DagPb, CidVersion.V0, 3))];

    public static IReadOnlyList<byte[]> Cids { get; } = [.. Blocks.Select(block => block.Cid.Encode())];

    public static IReadOnlyList<byte[]> Nodes { get; } = [.. Blocks.Where(block => block.Cid.Codec == CidCodec.DagPb).Select(block => block.Data.ToArray())];

    public static IReadOnlyList<byte[]> UnixFs { get; } = [.. Nodes.Select(DataOf)];

    public static IReadOnlyList<byte[]> Cars { get; } = [Car(3), Car(Blocks.Count)];

    private static IEnumerable<ContentBlock> Import(ImportOptions options)
    {
        var blocks = new BlockMap();
        UnixFsImporter.Import(Enumerable.Range(0, 600).Select(i => unchecked((byte)(i * 7))).ToArray(), options, Sha256Managed.Instance, blocks); // any bytes do
        return blocks.Blocks;
    }

    private static byte[] DataOf(byte[] node) =>
        DagPbNode.TryDecode(node, out var decoded, out _) ? decoded.Data!.Value.ToArray() : throw new InvalidDataException("the corpus is good");

    private static byte[] Car(int count)
    {
        using var output = new MemoryStream();
        var writer = new CarWriter(output, [Blocks[0].Cid]);
        foreach (var block in Blocks.Take(count))
        {
            writer.Put(block.Cid, block.Data.Span);
        }

        return output.ToArray();
    }
}
