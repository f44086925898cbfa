using ModelMarket.Content.Store;
using ModelMarket.Content.UnixFs;
using static ModelMarket.Content.Tests.Store.StoreScenario;

namespace ModelMarket.Content.Tests.Store;

public sealed class BlockStorePartTests
{
    private const int Size = 250_000;

    private static readonly byte[] Content = SeededContent.Of(Size, 1);
    private static readonly Cid Root = Import(Content, new ImportOptions(262_144)).Root;

    [Theory]
    [InlineData(262_144)]
    [InlineData(1_048_576)]
    public void A_file_of_large_blocks_arrives_in_parts(int chunk)
    {
        foreach (var leaves in new[] { LeafKind.Raw, LeafKind.DagPb })
        {
            var content = SeededContent.Of(2_500_000, 2);
            var (root, blocks) = Import(content, new ImportOptions(chunk, leaves));
            var story = new StoreScenario().Declared(1, root, 2_500_000);
            foreach (var block in blocks.Reverse())
            {
                story.PutInParts(Stranger, block.Cid, block.Data.ToArray()).Should().Be((ContentError.None, DeliveryOutcome.Stored));
            }

            story.Assembled(1).AsSpan().SequenceEqual(content).Should().BeTrue();
        }
    }

    [Fact]
    public void Progress_tells_where_to_go_on()
    {
        var story = new StoreScenario().Declared(1, Root, Size);

        story.PutPart(Owner, Root, Size, 0, Content.AsMemory(0, 60_000)).Should().Be((ContentError.None, DeliveryOutcome.Buffered));
        story.Store.PartProgress(Root, Owner).Should().Be(60_000);
        story.Store.PartProgress(Root, Stranger).Should().Be(0);
        story.PutPart(Owner, Root, Size, 60_001, Content.AsMemory(60_001, 5)).Error.Should().Be(ContentError.PartOutOfOrder);
        story.PutPart(Owner, Root, Size, 30_000, Content.AsMemory(30_000, 5)).Error.Should().Be(ContentError.PartOutOfOrder);
        story.PutPart(Stranger, Root, Size, 60_000, Content.AsMemory(60_000, 5)).Error.Should().Be(ContentError.PartOutOfOrder);
        story.PutPart(Owner, Root, Size, 60_000, Content.AsMemory(60_000)).Should().Be((ContentError.None, DeliveryOutcome.Stored));
        story.Assembled(1).Should().Equal(Content);
    }

    [Fact]
    public void Garbage_of_a_stranger_drops_the_stranger_s_parts_alone()
    {
        var garbage = new byte[Size];
        var story = new StoreScenario().Declared(1, Root, Size);
        story.PutPart(Owner, Root, Size, 0, Content.AsMemory(0, 65_000));

        var alone = story.Store.Digest();
        story.PutInParts(Stranger, Root, garbage).Should().Be((ContentError.None, DeliveryOutcome.Dropped));
        story.Store.PartProgress(Root, Stranger).Should().Be(0);
        story.Store.PartProgress(Root, Owner).Should().Be(65_000);
        story.Store.Digest().Should().NotBe(alone, "the running number of buffers has moved");
        story.PutPart(Owner, Root, Size, 65_000, Content.AsMemory(65_000)).Outcome.Should().Be(DeliveryOutcome.Stored);
    }

    [Fact]
    public void Offset_0_starts_again()
    {
        var story = new StoreScenario().Declared(1, Root, Size);

        story.PutPart(Owner, Root, Size, 0, new byte[65_000]);
        story.PutInParts(Owner, Root, Content).Outcome.Should().Be(DeliveryOutcome.Stored);
    }

    [Fact]
    public void The_first_to_finish_wins_and_everybody_s_parts_go()
    {
        var story = new StoreScenario().Declared(1, Root, Size);
        story.PutPart(Stranger, Root, Size, 0, Content.AsMemory(0, 65_000));
        story.PutInParts(Owner, Root, Content);

        story.Store.PartProgress(Root, Stranger).Should().Be(0);
        story.PutPart(Stranger, Root, Size, 65_000, Content.AsMemory(65_000)).Error.Should().Be(ContentError.NotWanted);
    }

    [Fact]
    public void A_whole_block_ends_its_parts()
    {
        var content = SeededContent.Of(1000, 3);
        var root = Import(content).Root;
        var story = new StoreScenario().Declared(1, root, 1000);
        story.PutPart(Stranger, root, 1000, 0, content.AsMemory(0, 10));

        story.Has(new ContentBlock(root, content));
        story.Store.PartProgress(root, Stranger).Should().Be(0);
    }

    [Fact]
    public void Release_drops_the_parts_of_a_declaration()
    {
        var story = new StoreScenario().Declared(1, Root, Size);
        story.PutPart(Owner, Root, Size, 0, Content.AsMemory(0, 65_000));
        story.PutPart(Stranger, Root, Size, 0, Content.AsMemory(0, 65_000));
        story.Released(1).Declared(1, Root, Size);

        story.Store.PartProgress(Root, Owner).Should().Be(0);
        story.Store.PartProgress(Root, Stranger).Should().Be(0);
    }

    [Fact]
    public void Parts_count_for_the_sender_s_own_declaration_first()
    {
        var story = new StoreScenario().Declared(1, Root, Size, owner: Stranger).Declared(2, Root, Size);
        story.PutPart(Owner, Root, Size, 0, Content.AsMemory(0, 65_000));

        story.Released(1).Store.PartProgress(Root, Owner).Should().Be(65_000);
        story.Released(2).Store.PartProgress(Root, Owner).Should().Be(0);
    }

    [Theory]
    [InlineData(0, 0, 0, ContentError.NothingGiven)]
    [InlineData(Size, 0, 0, ContentError.NothingGiven)]
    [InlineData(ContentLimits.BlockSizeMax + 1, 0, 10, ContentError.BlockTooLarge)]
    [InlineData(Size, Size - 5, 6, ContentError.SizeMismatch)]
    [InlineData(5, 0, 6, ContentError.SizeMismatch)]
    [InlineData(Size - 1, 0, 10, ContentError.SizeMismatch)] // a raw block of the declared size is wanted
    [InlineData(Size + 1, 0, 10, ContentError.SizeMismatch)]
    [InlineData(Size, 10, 10, ContentError.PartOutOfOrder)]
    public void Parts_of_a_wrong_shape_are_refused(int blockSize, int offset, int length, ContentError error) =>
        new StoreScenario().Declared(1, Root, Size).PutPart(Owner, Root, blockSize, offset, new byte[length]).Error.Should().Be(error);

    [Fact]
    public void An_announced_size_stays()
    {
        var (root, blocks) = Import(SeededContent.Of(1000, 4), new ImportOptions(500, LeafKind.DagPb));
        var story = new StoreScenario().Declared(1, root, 1000);
        var block = blocks[^1].Data;
        story.PutPart(Owner, root, block.Length, 0, block[..10]);

        story.PutPart(Owner, root, block.Length + 1, 10, block[10..]).Error.Should().Be(ContentError.SizeMismatch);
    }

    [Fact]
    public void A_node_is_not_announced_larger_than_its_file_allows()
    {
        var (root, _) = Import(SeededContent.Of(1000, 4), new ImportOptions(500));
        var story = new StoreScenario().Declared(1, root, 1000);

        story.PutPart(Owner, root, 1000 + (int)ContentLimits.NodeOverheadBytesMax + 1, 0, new byte[9]).Error.Should().Be(ContentError.SizeMismatch);
    }

    [Fact]
    public void Strangers_push_out_each_other_and_never_the_owner()
    {
        var story = new StoreScenario().Declared(1, Root, Size);
        story.PutPart(Owner, Root, Size, 0, Content.AsMemory(0, 65_000));
        for (var i = 0; i < 200; i++)
        {
            story.PutPart(StrangerNumber(i), Root, Size, 0, new byte[1]).Outcome.Should().Be(DeliveryOutcome.Buffered);
        }

        var open = Enumerable.Range(0, 200).Where(i => story.Store.PartProgress(Root, StrangerNumber(i)) > 0).ToArray();
        open.Should().HaveCount((int)ContentLimits.StrangerPartBytesMax / Size).And.OnlyContain(i => i > 100);
        story.PutPart(Owner, Root, Size, 65_000, Content.AsMemory(65_000)).Outcome.Should().Be(DeliveryOutcome.Stored);
    }

    [Fact]
    public void Small_buffers_of_strangers_are_limited_by_their_number()
    {
        var (root, blocks) = Import(SeededContent.Of(1000, 4), new ImportOptions(100));
        var story = new StoreScenario().Declared(1, root, 1000).Has(blocks[^1]);
        for (var i = 0; i < 300; i++)
        {
            story.PutPart(StrangerNumber(i), blocks[i % 10].Cid, 100, 0, new byte[1]).Outcome.Should().Be(DeliveryOutcome.Buffered);
        }

        Enumerable.Range(0, 300).Count(i => story.Store.PartProgress(blocks[i % 10].Cid, StrangerNumber(i)) > 0)
            .Should().Be(ContentLimits.StrangerBuffersMax);
    }

    [Fact]
    public void One_sender_has_only_so_many_blocks_open()
    {
        var (root, blocks) = Import(SeededContent.Of(1000, 4), new ImportOptions(100));
        foreach (var sender in new[] { Owner, Stranger })
        {
            var story = new StoreScenario().Declared(1, root, 1000).Has(blocks[^1]);
            for (var i = 0; i < ContentLimits.PartBuffersPerSenderMax; i++)
            {
                story.PutPart(sender, blocks[i].Cid, 100, 0, new byte[1]).Error.Should().Be(ContentError.None);
            }

            story.PutPart(sender, blocks[5].Cid, 100, 0, new byte[1]).Error.Should().Be(ContentError.TooManyParts);
            story.PutPart(sender, blocks[0].Cid, 100, 0, new byte[2]).Error.Should().Be(ContentError.None, "starting again needs no more room");
        }
    }

    [Fact]
    public void Endless_tiny_parts_are_refused()
    {
        var story = new StoreScenario().Declared(1, Root, Size);
        for (var i = 0; i < ContentLimits.PartsPerBlockMax; i++)
        {
            story.PutPart(Owner, Root, Size, i, Content.AsMemory(i, 1)).Error.Should().Be(ContentError.None);
        }

        story.PutPart(Owner, Root, Size, ContentLimits.PartsPerBlockMax, new byte[1]).Error.Should().Be(ContentError.TooManyParts);
    }

    [Fact]
    public void A_part_that_completes_a_block_nobody_can_use_is_refused_and_changes_nothing()
    {
        var builder = new DagBuilder();
        var bad = builder.Put(CidCodec.DagPb, SeededContent.Of(1000, 5));
        var story = new StoreScenario().Declared(1, bad, 1000);
        story.PutPart(Owner, bad, 1000, 0, builder[bad].Data[..500]);

        story.PutPart(Owner, bad, 1000, 500, builder[bad].Data[500..]).Error.Should().Be(ContentError.MalformedNode);
        story.Store.PartProgress(bad, Owner).Should().Be(500);
    }

    [Fact]
    public void Parts_are_part_of_the_digest()
    {
        var one = new StoreScenario().Declared(1, Root, Size);
        var two = new StoreScenario().Declared(1, Root, Size);
        one.PutPart(Owner, Root, Size, 0, new byte[10]);
        two.PutPart(Owner, Root, Size, 0, Content.AsMemory(0, 10));

        one.Store.Digest().Should().NotBe(two.Store.Digest());
    }
}
