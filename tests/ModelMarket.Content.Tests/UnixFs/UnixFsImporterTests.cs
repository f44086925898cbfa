using CsCheck;
using ModelMarket.Content.UnixFs;
using Rollup.Primitives;

namespace ModelMarket.Content.Tests.UnixFs;

public sealed class UnixFsImporterTests
{
    [Fact]
    public void Every_reference_file_gets_the_reference_importer_s_cid_and_blocks()
    {
        Vectors.Files.Should().HaveCountGreaterThan(150);
        foreach (var vector in Vectors.Files)
        {
            var sink = new CountingSink();
            var imported = UnixFsImporter.Import(SeededContent.Of(vector.Size, vector.Seed), vector.Options, PlatformSha256.Instance, sink);

            imported.Root.ToString().Should().Be(vector.Cid, "of {0}", vector);
            imported.SizeBytes.Should().Be((ulong)vector.Size);
            sink.Count.Should().Be(vector.Blocks, "of {0}", vector);
            sink.Bytes.Should().Be(vector.BlockBytes, "of {0}", vector);
        }
    }

    [Fact]
    public void Reference_files_cover_every_chunk_size_leaf_kind_and_version() =>
        Vectors.Files.Select(f => (f.Chunk, f.Leaves, f.Version)).Distinct().Should().Contain(
            from chunk in new[] { 61_440, 262_144, 1_048_576 }
            from leaves in new[] { "raw", "dag-pb" }
            from version in new[] { 0, 1 }
            select (chunk, leaves, version));

    [Fact]
    public void The_managed_hash_gives_the_same_cid_as_the_platform_s()
    {
        var content = SeededContent.Of(500_000, 5);
        var here = UnixFsImporter.Import(content, ImportOptions.Default, PlatformSha256.Instance, new CountingSink());
        var machine = UnixFsImporter.Import(content, ImportOptions.Default, Sha256Managed.Instance, new CountingSink());

        machine.Should().Be(here);
    }

    [Fact]
    public void Cutting_the_writes_differently_changes_nothing() =>
        Gen.Select(Gen.Int[0, 4000], Gen.Int[1, 300], Gen.Int[2, 5], Gen.Int[1, 700].Array[1, 20], Gen.Bool).Sample((size, chunk, width, cuts, raw) =>
        {
            var content = SeededContent.Of(size, 9);
            var options = new ImportOptions(chunk, raw ? LeafKind.Raw : LeafKind.DagPb, CidVersion.V1, width);
            var whole = UnixFsImporter.Import(content, options, PlatformSha256.Instance, new CountingSink());

            var importer = new UnixFsImporter(options, PlatformSha256.Instance, new CountingSink());
            for (int at = 0, i = 0; at < content.Length; i++)
            {
                var taken = Math.Min(cuts[i % cuts.Length], content.Length - at);
                importer.Write(content.AsSpan(at, taken));
                at += taken;
            }

            using var stream = new MemoryStream(content);
            return importer.Finish() == whole
                && UnixFsImporter.Import(stream, options, PlatformSha256.Instance, new CountingSink()) == whole;
        });

    [Fact]
    public void Every_block_is_canonical_and_hashes_to_its_cid()
    {
        var blocks = new BlockMap();
        UnixFsImporter.Import(SeededContent.Of(10_000, 3), new ImportOptions(100, LeafKind.DagPb, CidVersion.V0, 3), PlatformSha256.Instance, blocks);

        foreach (var block in blocks.Blocks)
        {
            BlockHash.TryVerify(Sha256Managed.Instance, block.Cid, block.Data.Span, out _).Should().BeTrue();
            DagPbNode.TryDecode(block.Data, out var node, out _).Should().BeTrue();
            node!.Encode().Should().Equal(block.Data.ToArray());
            UnixFsData.TryDecode(node.Data!.Value, out var unixFs, out _).Should().BeTrue();
            unixFs!.Encode().Should().Equal(node.Data.Value.ToArray());
        }
    }

    [Fact]
    public void A_leaf_of_the_default_size_fits_one_input()
    {
        // 65,216 bytes of payload; selector, array head, tuple head and the CID take under 500.
        (ContentLimits.ChunkSizeDefault + 500).Should().BeLessThan(65_216);
    }

    [Theory]
    [InlineData(0, 174)]
    [InlineData(1_048_577, 174)]
    [InlineData(61_440, 1)]
    [InlineData(61_440, 1_025)]
    public void Options_out_of_range_are_a_programmer_s_mistake(int chunk, int width)
    {
        var act = () => new UnixFsImporter(new ImportOptions(chunk, LinksPerNode: width), PlatformSha256.Instance, new CountingSink());

        act.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Finish_twice_is_a_programmer_s_mistake()
    {
        var importer = new UnixFsImporter(ImportOptions.Default, PlatformSha256.Instance, new CountingSink());
        importer.Finish();

        importer.Invoking(i => i.Finish()).Should().Throw<InvariantException>();
    }
}
