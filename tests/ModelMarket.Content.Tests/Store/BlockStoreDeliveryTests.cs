using CsCheck;
using ModelMarket.Content.Store;
using ModelMarket.Content.UnixFs;

namespace ModelMarket.Content.Tests.Store;

public sealed class BlockStoreDeliveryTests
{
    private static readonly ImportOptions Small = new(100, LinksPerNode: 4);

    [Fact]
    public void A_file_arrives_root_first_and_is_assembled()
    {
        var content = SeededContent.Of(200_000, 1);
        var (root, blocks) = StoreScenario.Import(content);
        var story = new StoreScenario().Declared(1, root, 200_000);

        story.Missing(1).Should().Equal(new WantedBlock(root, 200_000));
        story.Has(blocks[^1]);
        story.Missing(1).Should().HaveCount(4);
        foreach (var leaf in blocks.Take(4))
        {
            story.IsComplete(1).Should().BeFalse();
            story.Store.TryAssemble(new DeclarationId(1), out _).Should().BeFalse();
            story.Has(leaf);
        }

        story.IsComplete(1).Should().BeTrue();
        story.Missing(1).Should().BeEmpty();
        story.Assembled(1).Should().Equal(content);
    }

    [Fact]
    public void Any_order_that_is_wanted_gives_the_same_file_and_digest() =>
        Gen.Select(Gen.Int[0, 6000], Gen.Bool, Gen.Bool, Gen.UInt).Sample(
            (size, raw, zeros, shuffle) =>
            {
                var content = SeededContent.Of(size, zeros ? 0 : 11u);
                var options = Small with { Leaves = raw ? LeafKind.Raw : LeafKind.DagPb };
                var (root, blocks) = StoreScenario.Import(content, options);
                var ordered = Deliver(new StoreScenario().Declared(1, root, (ulong)size), blocks.Reverse());
                var shuffled = Deliver(new StoreScenario().Declared(1, root, (ulong)size), blocks.OrderBy(b => unchecked((uint)b.Cid.GetHashCode() * (shuffle | 1))));
                return ordered.Store.Digest() == shuffled.Store.Digest()
                    && shuffled.Assembled(1).AsSpan().SequenceEqual(content);
            },
            iter: 200);

    [Fact]
    public void The_completing_delivery_names_the_declarations()
    {
        var (root, blocks) = StoreScenario.Import(SeededContent.Of(50, 2));
        var story = new StoreScenario().Declared(7, root, 50).Declared(9, root, 50);

        story.Store.TryPutBlocks([blocks[0]], StoreScenario.Owner, PlatformSha256.Instance, out var delivery, out _).Should().BeTrue();
        delivery!.Completed.Should().Equal(new DeclarationId(7), new DeclarationId(9));
        delivery.Stored.Should().Equal(root);
        delivery.HashedBytes.Should().Be(50);
        delivery.Next.BlockCount.Should().Be(1);
    }

    [Fact]
    public void Several_blocks_of_one_delivery_may_depend_on_each_other_in_order()
    {
        var (root, blocks) = StoreScenario.Import(SeededContent.Of(300, 3), Small);

        new StoreScenario().Declared(1, root, 300).Put([.. blocks.Reverse()]).Should().Be(ContentError.None);
        new StoreScenario().Declared(1, root, 300).Put([.. blocks]).Should().Be(ContentError.NotWanted);
    }

    [Fact]
    public void A_block_nobody_wants_is_refused()
    {
        var (root, blocks) = StoreScenario.Import(SeededContent.Of(50, 2));

        new StoreScenario().Put(blocks[0]).Should().Be(ContentError.NotWanted);
        new StoreScenario().Declared(1, root, 50).Released(1).Put(blocks[0]).Should().Be(ContentError.NotWanted);
    }

    [Fact]
    public void Bytes_that_do_not_hash_to_their_cid_are_refused()
    {
        var (root, blocks) = StoreScenario.Import(SeededContent.Of(50, 2));
        var changed = blocks[0].Data.ToArray();
        changed[10] ^= 1;

        new StoreScenario().Declared(1, root, 50).Put(new ContentBlock(root, changed)).Should().Be(ContentError.HashMismatch);
    }

    [Fact]
    public void One_bad_block_refuses_the_whole_delivery()
    {
        var (root, blocks) = StoreScenario.Import(SeededContent.Of(300, 3), Small);
        var story = new StoreScenario().Declared(1, root, 300);

        story.Put(blocks[^1], new ContentBlock(blocks[0].Cid, blocks[1].Data)).Should().Be(ContentError.HashMismatch);
        story.Store.BlockCount.Should().Be(0);
    }

    [Fact]
    public void A_block_sent_earlier_by_somebody_else_does_not_spoil_a_delivery()
    {
        var (root, blocks) = StoreScenario.Import(SeededContent.Of(300, 3), Small);
        var story = new StoreScenario().Declared(1, root, 300).Has(blocks[^1]);

        story.Has(blocks[^1], blocks[0]);
        story.Put(blocks[^1]).Should().Be(ContentError.NotWanted);
        story.Put(blocks[^1], blocks[0]).Should().Be(ContentError.NotWanted);
    }

    [Fact]
    public void An_empty_or_endless_delivery_is_refused()
    {
        var (root, blocks) = StoreScenario.Import(SeededContent.Of(50, 2));
        var story = new StoreScenario().Declared(1, root, 50);

        story.Put().Should().Be(ContentError.NothingGiven);
        story.Put([.. Enumerable.Repeat(blocks[0], ContentLimits.BlocksPerDeliveryMax + 1)]).Should().Be(ContentError.NothingGiven);
    }

    [Fact]
    public void A_cid_of_version_0_and_its_version_1_are_one_block()
    {
        var content = SeededContent.Of(300, 4);
        var (root, blocks) = StoreScenario.Import(content, Small with { Leaves = LeafKind.DagPb, Version = CidVersion.V0 });
        var story = new StoreScenario().Declared(1, root, 300);

        Deliver(story, blocks.Reverse().Select(b => new ContentBlock(b.Cid.ToV1(), b.Data)));
        story.Assembled(1).Should().Equal(content);
    }

    [Fact]
    public void A_block_wanted_by_two_declarations_counts_for_both_and_stays_until_the_last_goes()
    {
        var content = SeededContent.Of(300, 5);
        var (root, blocks) = StoreScenario.Import(content, Small);
        var story = Deliver(new StoreScenario().Declared(1, root, 300).Declared(2, root, 300), blocks.Reverse());

        story.IsComplete(1).Should().BeTrue();
        story.IsComplete(2).Should().BeTrue();
        story.Store.BlockCount.Should().Be(4);
        story.Released(1).Assembled(2).Should().Equal(content);
        story.Released(2).Store.BlockCount.Should().Be(0);
        story.Store.ReservedBytes.Should().Be(0);
        story.Store.TryGetBlock(root, out _).Should().BeFalse();
    }

    [Fact]
    public void Blocks_that_are_here_already_complete_a_later_declaration_at_once()
    {
        var content = SeededContent.Of(3000, 6);
        var (root, blocks) = StoreScenario.Import(content, Small);
        var story = Deliver(new StoreScenario().Declared(1, root, 3000), blocks.Reverse()).Declared(2, root, 3000);

        story.IsComplete(2).Should().BeTrue();
        story.Released(1).Assembled(2).Should().Equal(content);
    }

    [Fact]
    public void A_file_that_shares_some_leaves_takes_them_from_the_store()
    {
        var first = SeededContent.Of(400, 7);
        byte[] second = [.. first.AsSpan(0, 200), .. SeededContent.Of(200, 8)];
        var (firstRoot, firstBlocks) = StoreScenario.Import(first, Small);
        var (secondRoot, secondBlocks) = StoreScenario.Import(second, Small);
        var story = Deliver(new StoreScenario().Declared(1, firstRoot, 400), firstBlocks.Reverse())
            .Declared(2, secondRoot, 400).Has(secondBlocks[^1]);

        story.Missing(2).Should().HaveCount(2);
        story.Has(secondBlocks[2], secondBlocks[3]).Assembled(2).Should().Equal(second);
    }

    [Fact]
    public void Release_of_what_was_added_gives_the_digest_before() =>
        Gen.Select(Gen.Int[1, 2000], Gen.Int[0, 30]).Sample(
            (size, delivered) =>
            {
                var (kept, keptBlocks) = StoreScenario.Import(SeededContent.Of(500, 1), Small);
                var story = Deliver(new StoreScenario().Declared(1, kept, 500), keptBlocks.Reverse());
                var before = story.Store.Digest();
                var (root, blocks) = StoreScenario.Import(SeededContent.Of(size, 2), Small);
                Deliver(story.Declared(2, root, (ulong)size), blocks.Reverse().Take(delivered));
                return story.Released(2).Store.Digest() == before;
            },
            iter: 100);

    [Fact]
    public void Every_state_on_the_way_has_its_own_digest()
    {
        var (root, blocks) = StoreScenario.Import(SeededContent.Of(1000, 9), Small);
        var story = new StoreScenario().Declared(1, root, 1000);
        var digests = new List<string> { BlockStore.Empty.Digest().ToString(), story.Store.Digest().ToString() };
        foreach (var block in blocks.Reverse())
        {
            digests.Add(story.Has(block).Store.Digest().ToString());
        }

        digests.Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Missing_is_paged_in_order_of_cids()
    {
        var (root, blocks) = StoreScenario.Import(SeededContent.Of(1000, 9), new ImportOptions(100));
        var story = new StoreScenario().Declared(1, root, 1000).Has(blocks[^1]);
        var all = story.Missing(1);

        all.Select(w => w.Cid).Should().BeInAscendingOrder().And.HaveCount(10);
        story.Store.Missing(new DeclarationId(1), 3, 4).Should().Equal(all.Skip(3).Take(4));
        story.Store.Missing(new DeclarationId(1), 10, 4).Should().BeEmpty();
        story.Store.Missing(new DeclarationId(2), 0, 4).Should().BeEmpty();
    }

    internal static StoreScenario Deliver(StoreScenario story, IEnumerable<ContentBlock> blocks)
    {
        // A block may come only once its parent is there: pass over what is not wanted yet until everything is.
        var pending = blocks.ToList();
        for (var before = -1; before != pending.Count;)
        {
            before = pending.Count;
            pending.RemoveAll(block => story.Put(block) == ContentError.None || story.Store.TryGetBlock(block.Cid, out _));
        }

        return story;
    }
}
