using CsCheck;
using ModelMarket.Content.UnixFs;

namespace ModelMarket.Content.Tests.UnixFs;

public sealed class UnixFsReaderTests
{
    [Fact]
    public void A_file_that_was_imported_reads_back() =>
        Gen.Select(Gen.Int[0, 5000], Gen.Int[1, 400], Gen.Int[3, 6], Gen.Bool, Gen.Bool, Gen.Bool).Sample((size, chunk, width, raw, v0, zeros) =>
        {
            var content = SeededContent.Of(size, zeros ? 0 : 4u);
            var blocks = new BlockMap();
            var options = new ImportOptions(Math.Max(chunk, size / 200), raw ? LeafKind.Raw : LeafKind.DagPb, v0 ? CidVersion.V0 : CidVersion.V1, width);
            var root = UnixFsImporter.Import(content, options, PlatformSha256.Instance, blocks).Root;
            return UnixFsReader.TryReadAll(root, blocks, PlatformSha256.Instance, size, out var read, out _) && read.AsSpan().SequenceEqual(content);
        });

    [Fact]
    public void A_source_that_lies_is_found_out()
    {
        var (root, blocks) = Import(1000);
        var liar = new LyingSource(blocks, blocks.Blocks[3].Cid);

        UnixFsReader.TryReadAll(root, liar, PlatformSha256.Instance, 1000, out _, out var fault).Should().BeFalse();
        fault.Error.Should().Be(ContentError.HashMismatch);
        fault.Detail.Should().Contain(blocks.Blocks[3].Cid.ToString());
    }

    [Fact]
    public void A_missing_block_is_named()
    {
        var (root, blocks) = Import(1000);
        var partial = new BlockMap();
        foreach (var block in blocks.Blocks.Where(b => b.Cid != blocks.Blocks[2].Cid))
        {
            partial.Put(block.Cid, block.Data.Span);
        }

        UnixFsReader.TryReadAll(root, partial, PlatformSha256.Instance, 1000, out _, out var fault).Should().BeFalse();
        fault.Error.Should().Be(ContentError.MissingBlock);
        fault.Detail.Should().Contain(blocks.Blocks[2].Cid.ToString());
    }

    [Fact]
    public void A_file_over_the_limit_is_refused_before_anything_is_written()
    {
        var (root, blocks) = Import(1000);
        using var output = new MemoryStream();

        UnixFsReader.TryRead(root, blocks, PlatformSha256.Instance, 999, output, out var fault).Should().BeFalse();
        fault.Error.Should().Be(ContentError.FileTooLarge);
        output.Length.Should().Be(0);
    }

    [Fact]
    public void A_child_with_another_size_than_its_parent_says_is_refused()
    {
        var builder = new DagBuilder();
        var leaf = builder.Raw(new byte[10]);
        var root = builder.Node([new FileLink(leaf, 11)]);

        UnixFsReader.TryReadAll(root, builder.Blocks, PlatformSha256.Instance, 1000, out _, out var fault).Should().BeFalse();
        fault.Error.Should().Be(ContentError.SizeMismatch);
    }

    [Fact]
    public void A_chain_deeper_than_the_limit_is_refused()
    {
        var builder = new DagBuilder();
        var cid = builder.Raw([7]);
        for (var level = 0; level < ContentLimits.DepthMax; level++)
        {
            cid = builder.Node([new FileLink(cid, 1)]);
        }

        UnixFsReader.TryReadAll(cid, builder.Blocks, PlatformSha256.Instance, 10, out var content, out _).Should().BeTrue();
        content.Should().Equal(7);
        var tooDeep = builder.Node([new FileLink(cid, 1)]);
        UnixFsReader.TryReadAll(tooDeep, builder.Blocks, PlatformSha256.Instance, 10, out _, out var fault).Should().BeFalse();
        fault.Error.Should().Be(ContentError.TooDeep);
    }

    private static (Cid Root, BlockMap Blocks) Import(int size)
    {
        var blocks = new BlockMap();
        var root = UnixFsImporter.Import(SeededContent.Of(size, 1), new ImportOptions(100, LinksPerNode: 4), PlatformSha256.Instance, blocks).Root;
        return (root, blocks);
    }

    private sealed class LyingSource(IBlockSource honest, Cid about) : IBlockSource
    {
        public bool TryGet(in Cid cid, out ReadOnlyMemory<byte> data)
        {
            var found = honest.TryGet(cid, out data);
            if (found && cid == about)
            {
                var changed = data.ToArray();
                changed[^1] ^= 1;
                data = changed;
            }

            return found;
        }
    }
}
