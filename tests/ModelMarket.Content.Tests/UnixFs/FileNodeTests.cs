using ModelMarket.Content.UnixFs;

namespace ModelMarket.Content.Tests.UnixFs;

public sealed class FileNodeTests
{
    private static readonly Cid Leaf = new DagBuilder().Raw([1, 2, 3]);

    [Fact]
    public void A_raw_block_is_its_bytes()
    {
        FileNode.TryParse(CidCodec.Raw, new byte[] { 1, 2 }, out var node, out _).Should().BeTrue();
        node!.SizeBytes.Should().Be(2);
        node.Data.ToArray().Should().Equal(1, 2);
        node.Links.Should().BeEmpty();
    }

    [Fact]
    public void A_node_with_bytes_and_links_counts_both()
    {
        Parse([new FileLink(Leaf, 3)], null, [9]).Error.Should().Be(ContentError.None);
        Parse([new FileLink(Leaf, 3)], 3, [9]).Error.Should().Be(ContentError.SizeMismatch);
    }

    [Theory]
    [InlineData(2UL)]
    [InlineData(4UL)]
    [InlineData(0UL)]
    [InlineData((ulong)long.MaxValue)]
    public void A_file_size_that_is_not_the_sum_is_refused(ulong fileSize) =>
        Parse([new FileLink(Leaf, 3)], fileSize).Error.Should().Be(ContentError.SizeMismatch);

    [Fact]
    public void Block_sizes_that_overflow_are_refused() =>
        Parse([new FileLink(Leaf, long.MaxValue), new FileLink(Leaf, long.MaxValue), new FileLink(Leaf, 2)], 0).Error.Should().Be(ContentError.SizeMismatch);

    [Fact]
    public void A_link_for_no_bytes_is_refused() =>
        Parse([new FileLink(Leaf, 0)], 0).Error.Should().Be(ContentError.SizeMismatch);

    [Fact]
    public void More_links_than_block_sizes_are_refused()
    {
        var unixFs = new UnixFsData(UnixFsType.File, null, 3, [3]).Encode();
        var node = new DagPbNode([new DagPbLink(Leaf, null, null), new DagPbLink(Leaf, null, null)], unixFs).Encode();

        FileNode.TryParse(CidCodec.DagPb, node, out _, out var fault).Should().BeFalse();
        fault.Error.Should().Be(ContentError.SizeMismatch);
    }

    [Fact]
    public void A_named_link_and_a_node_without_unixfs_are_not_files()
    {
        var unixFs = new UnixFsData(UnixFsType.File, null, 3, [3]).Encode();
        var named = new DagPbNode([new DagPbLink(Leaf, "a"u8.ToArray(), 3)], unixFs).Encode();

        FileNode.TryParse(CidCodec.DagPb, named, out _, out var fault).Should().BeFalse();
        fault.Error.Should().Be(ContentError.NotAFile);
        FileNode.TryParse(CidCodec.DagPb, Array.Empty<byte>(), out _, out fault).Should().BeFalse();
        fault.Error.Should().Be(ContentError.NotAFile);
    }

    private static ContentFault Parse(FileLink[] links, ulong? fileSize, byte[]? data = null)
    {
        var builder = new DagBuilder();
        var cid = builder.Node(links, fileSize, data);
        FileNode.TryParse(CidCodec.DagPb, builder[cid].Data, out _, out var fault);
        return fault;
    }
}
