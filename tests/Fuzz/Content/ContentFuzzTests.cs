using ModelMarket.Content;
using ModelMarket.Content.Car;
using ModelMarket.Content.Store;
using ModelMarket.Content.UnixFs;
using Rollup.Primitives;

namespace ModelMarket.Fuzz.Content;

/// <summary>One target per decoder: any bytes end in a value that encodes to the same bytes, or in a fault, and never in an exception.</summary>
public sealed class ContentFuzzTests
{
    private static readonly Address Sender = Address.Parse("0x00000000000000000000000000000000000000a1");

    [Fact]
    public void Cid_bytes() => new SeededMutator(1, ContentCorpus.Cids).Run(bytes =>
        Cid.TryDecode(bytes, out var cid, out var fault) ? cid.Encode().AsSpan().SequenceEqual(bytes) : fault.Error != ContentError.None);

    [Fact]
    public void Cid_text() => new SeededMutator(2, [.. ContentCorpus.Blocks.Select(b => System.Text.Encoding.ASCII.GetBytes(b.Cid.ToString()))]).Run(bytes =>
    {
        var text = System.Text.Encoding.Latin1.GetString(bytes);
        return Cid.TryParse(text, out var cid, out var fault)
            ? Cid.Parse(cid.ToString()) == cid && (text[0] is 'z' or 'f' || cid.ToString() == text)
            : fault.Error != ContentError.None;
    });

    [Fact]
    public void Dag_pb_nodes() => new SeededMutator(3, ContentCorpus.Nodes).Run(bytes =>
        DagPbNode.TryDecode(bytes, out var node, out var fault) ? node.Encode().AsSpan().SequenceEqual(bytes) : fault.Error != ContentError.None);

    [Fact]
    public void Unixfs_messages() => new SeededMutator(4, ContentCorpus.UnixFs).Run(bytes =>
        UnixFsData.TryDecode(bytes, out var data, out var fault) ? data.Encode().AsSpan().SequenceEqual(bytes) : fault.Error != ContentError.None);

    [Fact]
    public void File_nodes() => new SeededMutator(5, ContentCorpus.Nodes).Run(bytes =>
        FileNode.TryParse(CidCodec.DagPb, bytes, out var node, out var fault)
            ? node.Links.Aggregate((UInt128)node.Data.Length, (sum, link) => sum + link.SizeBytes) == node.SizeBytes
            : fault.Error != ContentError.None);

    [Fact]
    public void Car_files() => new SeededMutator(6, ContentCorpus.Cars).Run(bytes =>
    {
        using var input = new MemoryStream(bytes);
        var blocks = new BlockMap();
        if (!CarReader.TryOpen(input, Sha256Managed.Instance, out var reader, out var fault) || !reader.TryReadAll(blocks, out fault))
        {
            return fault.Error != ContentError.None;
        }

        return blocks.Blocks.All(block => BlockHash.Matches(Sha256Managed.Instance, block.Cid, block.Data.Span));
    });

    /// <summary>Blocks whose hashes are right and whose contents are anything: the way to reach every check of the store.</summary>
    [Fact]
    public void Store_deliveries_of_hashed_garbage()
    {
        var story = new StoreStory();
        new SeededMutator(7, ContentCorpus.Nodes).Run(bytes => story.Tell(bytes));
        story.Accepted.Should().BePositive();
        story.Refused.Should().BePositive();
    }

    /// <summary>Declares, delivers whole and in parts, releases, as the bytes say; holds that what is taken shows in the digest and nothing is reserved beyond the live declarations.</summary>
    private sealed class StoreStory
    {
        private BlockStore _store = BlockStore.Empty;
        private ulong _next;

        public int Accepted { get; private set; }

        public int Refused { get; private set; }

        public bool Tell(byte[] bytes)
        {
            var cid = BlockHash.Of(Sha256Managed.Instance, CidVersion.V1, CidCodec.DagPb, bytes);
            var size = FileNode.TryParse(CidCodec.DagPb, bytes, out var node, out _) ? node.SizeBytes : 64UL;
            var before = _store.Digest();
            if (_store.TryDeclare(new Declaration(new DeclarationId(_next), Sender, cid, size, 100_000), out var declared, out _))
            {
                _store = declared;
                _next++;
            }

            var whole = _store.TryPutBlocks([new ContentBlock(cid, bytes), .. ContentCorpus.Blocks.Take(bytes.Length % 3)], Sender, Sha256Managed.Instance, out var delivery, out _)
                || (bytes.Length > 1 && _store.TryPutPart(new BlockPart(Sender, cid, (uint)bytes.Length, 0, bytes.AsMemory(0, bytes.Length / 2)), Sha256Managed.Instance, out delivery, out _));
            Accepted += whole ? 1 : 0;
            Refused += whole ? 0 : 1;
            _store = delivery?.Next ?? _store;
            var after = _store.Digest();
            if (_next > 5)
            {
                _store = _store.Release(new DeclarationId(_next - 5));
            }

            return whole == (delivery is not null) && (!whole || after != before) && _store.ReservedBytes <= 6 * 100_000;
        }
    }
}
