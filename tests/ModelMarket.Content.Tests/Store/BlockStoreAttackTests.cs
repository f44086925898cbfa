using ModelMarket.Content.UnixFs;

namespace ModelMarket.Content.Tests.Store;

/// <summary>What mechanism.md §10 lists for content: each ends with the sender refused and nobody else touched.</summary>
public sealed class BlockStoreAttackTests
{
    [Fact]
    public void One_leaf_linked_1000_times_counts_1000_times()
    {
        var builder = new DagBuilder();
        var leaf = builder.Raw(SeededContent.Of(5_000, 1));
        var root = builder.Node([.. Enumerable.Repeat(new FileLink(leaf, 5_000), 1000)]);

        new StoreScenario().Declared(1, root, 5_000).Put(builder[root]).Should().Be(ContentError.SizeMismatch);
        new StoreScenario().Declare(1, root, 5_000_000, quota: 100_000).Should().Be(ContentError.QuotaExceeded);
        var honest = new StoreScenario().Declared(1, root, 5_000_000).Has(builder[root], builder[leaf]);
        honest.Assembled(1).Should().HaveCount(5_000_000);
    }

    [Fact]
    public void A_dag_that_doubles_at_every_level_stays_within_its_declared_size()
    {
        // 1,024 links at each of three levels would be a gigabyte for four small blocks.
        var builder = new DagBuilder();
        var cid = builder.Raw([1]);
        ulong size = 1;
        for (var level = 0; level < 3; level++)
        {
            cid = builder.Node([.. Enumerable.Repeat(new FileLink(cid, size), 1024)]);
            size *= 1024;
        }

        new StoreScenario().Declare(1, cid, size).Should().Be(ContentError.FileTooLarge);
        new StoreScenario().Declared(1, cid, ContentLimits.DeclaredSizeMax).Put(builder[cid]).Should().Be(ContentError.SizeMismatch);
    }

    [Fact]
    public void A_chain_of_nodes_is_refused_at_the_depth_limit()
    {
        var builder = new DagBuilder();
        var chain = new List<Cid> { builder.Raw([7]) };
        for (var level = 0; level <= ContentLimits.DepthMax; level++)
        {
            chain.Add(builder.Node([new FileLink(chain[^1], 1)]));
        }

        var story = new StoreScenario().Declared(1, chain[^1], 1);
        for (var i = chain.Count - 1; i >= 2; i--)
        {
            story.Has(builder[chain[i]]);
        }

        story.Put(builder[chain[1]]).Should().Be(ContentError.TooDeep);
        var allowed = new StoreScenario().Declared(1, chain[^2], 1);
        allowed.Has([.. chain.SkipLast(1).Reverse().Select(cid => builder[cid])]).Assembled(1).Should().Equal(7);
    }

    [Fact]
    public void A_block_at_two_depths_is_refused()
    {
        var builder = new DagBuilder();
        var leaf = builder.Raw([1, 2]);
        var inner = builder.Node([new FileLink(leaf, 2)]);
        var root = builder.Node([new FileLink(inner, 2), new FileLink(leaf, 2)]);

        new StoreScenario().Declared(1, root, 4).Has(builder[root]).Put(builder[inner]).Should().Be(ContentError.UnevenDepth);
    }

    [Fact]
    public void A_block_linked_with_two_sizes_is_refused()
    {
        var builder = new DagBuilder();
        var leaf = builder.Raw([1, 2]);
        var root = builder.Node([new FileLink(leaf, 2), new FileLink(leaf, 3)]);

        new StoreScenario().Declared(1, root, 5).Put(builder[root]).Should().Be(ContentError.SizeMismatch);
    }

    [Theory]
    [InlineData(299)]
    [InlineData(301)]
    [InlineData(0)]
    public void A_root_of_another_size_than_declared_is_refused_for_that_declaration_only(int declared)
    {
        var content = SeededContent.Of(300, 3);
        var (root, blocks) = StoreScenario.Import(content, new ImportOptions(100));
        var story = new StoreScenario().Declared(1, root, (ulong)declared);

        story.Put(blocks[^1]).Should().Be(ContentError.SizeMismatch);
        story.Declared(2, root, 300).Has([.. blocks.Reverse()]);
        story.IsComplete(1).Should().BeFalse();
        story.Assembled(2).Should().Equal(content);
    }

    [Fact]
    public void A_leaf_of_another_size_than_its_link_is_refused()
    {
        var builder = new DagBuilder();
        var leaf = builder.Raw([1, 2, 3]);
        var root = builder.Node([new FileLink(leaf, 2)]);

        new StoreScenario().Declared(1, root, 2).Has(builder[root]).Put(builder[leaf]).Should().Be(ContentError.SizeMismatch);
    }

    [Fact]
    public void Nodes_that_eat_the_quota_are_refused()
    {
        // Distinct one- and two-byte leaves: 900 entries and their links for 1,700 bytes of file.
        var builder = new DagBuilder();
        var links = Enumerable.Range(0, 900).Select(i => new FileLink(builder.Raw(i < 256 ? [(byte)i] : [(byte)i, (byte)(i >> 8)]), i < 256 ? 1UL : 2UL)).ToArray();
        var root = builder.Node(links);
        var size = links.Aggregate(0UL, (sum, link) => sum + link.SizeBytes);

        new StoreScenario().Declared(1, root, size).Put(builder[root]).Should().Be(ContentError.QuotaExceeded);
        new StoreScenario().Declared(1, root, size, quota: 400_000).Put(builder[root]).Should().Be(ContentError.None);
    }

    [Fact]
    public void More_distinct_blocks_than_the_limit_are_refused()
    {
        var builder = new DagBuilder();
        var nodes = Enumerable.Range(0, 2).Select(n => builder.Node(
            [.. Enumerable.Range(0, 600).Select(i => new FileLink(builder.Raw([(byte)i, (byte)(i >> 8), (byte)n]), 3))])).ToArray();
        var root = builder.Node([.. nodes.Select(n => new FileLink(n, 1800))]);
        var story = new StoreScenario().Declared(1, root, 3600, quota: 1_000_000);

        story.Has(builder[root], builder[nodes[0]]).Put(builder[nodes[1]]).Should().Be(ContentError.TooManyBlocks);
    }

    [Fact]
    public void Malformed_and_foreign_nodes_are_refused()
    {
        var builder = new DagBuilder();
        var garbage = builder.Put(CidCodec.DagPb, [0xff, 0xff, 0xff]);
        var directory = builder.Put(CidCodec.DagPb, [0x0a, 0x02, 0x08, 0x01]);
        var huge = builder.Put(CidCodec.DagPb, new byte[ContentLimits.BlockSizeMax + 1]);

        new StoreScenario().Declared(1, garbage, 3).Put(builder[garbage]).Should().Be(ContentError.MalformedNode);
        new StoreScenario().Declared(1, directory, 3).Put(builder[directory]).Should().Be(ContentError.NotAFile);
        new StoreScenario().Declared(1, huge, 3).Put(builder[huge]).Should().Be(ContentError.BlockTooLarge);
    }

    [Fact]
    public void Declarations_are_limited_in_size_quota_number_and_sum()
    {
        var builder = new DagBuilder();
        var root = builder.Raw([1]);

        new StoreScenario().Declare(1, root, ContentLimits.DeclaredSizeMax + 1).Should().Be(ContentError.FileTooLarge);
        new StoreScenario().Declare(1, root, ulong.MaxValue, quota: ulong.MaxValue).Should().Be(ContentError.FileTooLarge);
        new StoreScenario().Declare(1, root, 1, quota: ulong.MaxValue).Should().Be(ContentError.QuotaExceeded);
        new StoreScenario().Declare(1, root, 1, quota: 256).Should().Be(ContentError.QuotaExceeded);
        new StoreScenario().Declared(1, root, 1).Declare(1, root, 1).Should().Be(ContentError.DuplicateDeclaration);

        var crowd = new StoreScenario();
        for (ulong id = 0; id < ContentLimits.DeclarationsMax; id++)
        {
            crowd.Declared(id, root, 1, quota: 300);
        }

        crowd.Declare(ulong.MaxValue, root, 1, quota: 300).Should().Be(ContentError.TooManyDeclarations);
        crowd.Released(5).Declare(ulong.MaxValue, root, 1, quota: 300).Should().Be(ContentError.None);
    }

    [Fact]
    public void Quotas_are_reserved_together()
    {
        var root = new DagBuilder().Raw([1]);
        var story = new StoreScenario()
            .Declared(1, root, 1, quota: ContentLimits.QuotaMax)
            .Declared(2, root, 1, quota: ContentLimits.QuotaMax)
            .Declared(3, root, 1, quota: ContentLimits.QuotaMax);

        story.Declare(4, root, 1, quota: 300).Should().Be(ContentError.StoreFull);
        story.Released(2).Declare(4, root, 1, quota: 300).Should().Be(ContentError.None);
    }

    [Theory]
    [InlineData(61_440)]
    [InlineData(262_144)]
    [InlineData(1_048_576)]
    public void The_suggested_quota_covers_the_largest_file_in_every_layout(int chunk)
    {
        foreach (var leaves in new[] { LeafKind.Raw, LeafKind.DagPb })
        {
            var content = SeededContent.Of((int)ContentLimits.DeclaredSizeMax, 3);
            var (root, blocks) = StoreScenario.Import(content, new ImportOptions(chunk, leaves));
            var story = new StoreScenario().Declared(1, root, ContentLimits.DeclaredSizeMax).Has([.. blocks.Reverse()]);

            story.Assembled(1).AsSpan().SequenceEqual(content).Should().BeTrue();
            story.Status(1).ChargedBytes.Should().BeLessThan(ContentLimits.QuotaFor(ContentLimits.DeclaredSizeMax));
        }
    }
}
