using ModelMarket.Content.Store;
using ModelMarket.Content.UnixFs;
using static ModelMarket.Content.Tests.Store.StoreScenario;

namespace ModelMarket.Content.Tests.Store;

/// <summary>One block that very many declarations want.</summary>
public sealed class BlockStoreCrowdTests
{
    private const int Crowd = 3_000;
    private const ulong Victim = 9_999;
    private const int Size = 50;

    private static readonly (Cid Root, IReadOnlyList<ContentBlock> Blocks) File = Import(SeededContent.Of(Size, 2));

    [Fact]
    public void Sender_is_served_first_and_the_crowd_as_often_as_the_block_comes()
    {
        var story = Crowded(File.Root, Size).Declared(Victim, File.Root, Size, 1_000);

        story.Has(File.Blocks[0]);
        story.IsComplete(Victim).Should().BeTrue();
        Complete(story).Should().Be(ContentLimits.ServingsPerDeliveryMax);
        story.Missing(Crowd).Should().Equal(new WantedBlock(File.Root, Size));

        story.Has(File.Blocks[0]);
        Complete(story).Should().Be(Crowd);
        story.Put(File.Blocks[0]).Should().Be(ContentError.NotWanted);
    }

    [Fact]
    public void Store_restored_amid_a_crowd_goes_on_alike()
    {
        var story = Crowded(File.Root, Size).Has(File.Blocks[0]);
        var restored = story.Restored();

        restored.Missing(Crowd).Should().Equal(story.Missing(Crowd)).And.HaveCount(1);
        restored.Has(File.Blocks[0]).Store.Digest().Should().Be(story.Has(File.Blocks[0]).Store.Digest());
        Complete(restored).Should().Be(Crowd);
    }

    [Fact]
    public void Links_and_blocks_of_one_delivery_share_its_servings()
    {
        const int size = 1_400, leaves = 14, crowd = 1_000;
        var (root, blocks) = Import(SeededContent.Of(size, 5), new ImportOptions(100, LinksPerNode: 14));
        ContentBlock[] all = [.. blocks.Reverse()];
        var story = StoreScenario.Crowded(crowd, root, size, 10_000);
        var deliveries = 0;
        for (int held = 0, last; (last = Held(story, crowd)) < crowd * (leaves + 1); held = last)
        {
            (last - held).Should().BeLessThanOrEqualTo(ContentLimits.ServingsPerDeliveryMax);
            story.Has(all);
            deliveries++;
        }

        deliveries.Should().BeInRange(8, 20);
        story.Put(all).Should().Be(ContentError.NotWanted);
        story.Assembled(crowd).Should().Equal(story.Assembled(1));
    }

    [Fact]
    public void Blocks_below_one_that_was_passed_over_are_passed_over_too()
    {
        const int own = ContentLimits.OwnServingsPerDeliveryMax + 1, size = 200;
        var (root, blocks) = Import(SeededContent.Of(size, 6), new ImportOptions(100));
        var story = StoreScenario.Crowded(own, File.Root, Size, 1_000, Owner).Declared(Victim, root, size, owner: Owner);
        ContentBlock[] all = [File.Blocks[0], .. blocks.Reverse()];

        story.Has(all);
        (story.IsComplete(own), story.Status(Victim).BlockCount).Should().Be((false, 1));
        story.Has(all);
        (story.IsComplete(own), story.IsComplete(Victim)).Should().Be((true, true));
    }

    [Fact]
    public void Crowd_that_expects_another_size_delays_nobody()
    {
        var story = Crowded(File.Root, Size + 1).Declared(Victim, File.Root, Size, 1_000);

        story.PutFrom(Stranger, File.Blocks[0]).Should().Be(ContentError.None);
        story.IsComplete(Victim).Should().BeTrue();
        Complete(story).Should().Be(0);
    }

    [Fact]
    public void One_part_of_a_block_that_is_here_serves_whom_it_left_out()
    {
        var story = Crowded(File.Root, Size);
        var block = File.Blocks[0];

        story.PutInParts(Stranger, File.Root, block.Data.ToArray(), 30).Should().Be((ContentError.None, DeliveryOutcome.Stored));
        Complete(story).Should().Be(ContentLimits.ServingsPerDeliveryMax);
        story.PutPart(Stranger, File.Root, Size, 0, block.Data[..1]).Should().Be((ContentError.None, DeliveryOutcome.Stored));
        Complete(story).Should().Be(Crowd);
        story.PutPart(Stranger, File.Root, Size, 0, block.Data[..1]).Error.Should().Be(ContentError.NotWanted);
    }

    [Fact]
    public void Delivery_for_one_declaration_leaves_the_others_waiting()
    {
        var story = new StoreScenario().Declared(1, File.Root, Size).Declared(2, File.Root, Size);

        story.Store.TryPutBlocksFor(new DeclarationId(2), [File.Blocks[0]], PlatformSha256.Instance, out var delivery, out _).Should().BeTrue();
        delivery!.Completed.Should().Equal(new DeclarationId(2));
        delivery.Next.Missing(new DeclarationId(1), 0, 9).Should().ContainSingle();
    }

    [Fact]
    public void Block_named_again_and_again_costs_no_more_than_once()
    {
        // Everybody expects another size, so each naming would look at all of them.
        var story = Crowded(File.Root, Size + 1).Declared(Victim, File.Root, Size, 1_000);
        ContentBlock[] named = [.. Enumerable.Repeat(File.Blocks[0], ContentLimits.BlocksPerDeliveryMax)];

        AllocatedBy(() => story.PutFrom(Stranger, named)).Should().BeLessThan(64L << 20);
        story.IsComplete(Victim).Should().BeTrue();
    }

    [Fact]
    public void Crowd_without_quota_for_its_links_is_tried_a_few_times_only()
    {
        const int size = 6_000, links = 600;
        var (root, blocks) = Import(SeededContent.Of(size, 8), new ImportOptions(size / links, LinksPerNode: links));
        var story = StoreScenario.Crowded(Crowd, root, size, size + ContentLimits.BlockEntryBytes);

        story.Store.Digest();
        AllocatedBy(() => story.PutFrom(Stranger, blocks[^1]).Should().Be(ContentError.QuotaExceeded)).Should().BeLessThan(64L << 20);
    }

    private static long AllocatedBy(Action action)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static StoreScenario Crowded(Cid root, ulong size) => StoreScenario.Crowded(Crowd, root, size, 1_000);

    private static int Complete(StoreScenario story) => Enumerable.Range(1, Crowd).Count(id => story.IsComplete((ulong)id));

    private static int Held(StoreScenario story, int crowd) =>
        Enumerable.Range(1, crowd).Select(id => story.Status((ulong)id)).Sum(status => status.BlockCount - status.MissingCount);
}
