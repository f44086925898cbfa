using ModelMarket.Content.Store;
using ModelMarket.Content.UnixFs;
using static ModelMarket.Content.Tests.Store.StoreScenario;

namespace ModelMarket.Content.Tests.Store;

/// <summary>A store that is saved and loaded is the same store, whatever it is in the middle of; any other bytes are refused.</summary>
public sealed class BlockStoreSavedTests
{
    private const int Size = 3_000;

    private static readonly byte[] Content = SeededContent.Of(Size, 1);
    private static readonly (Cid Root, IReadOnlyList<ContentBlock> Blocks) Imported = Import(Content, new ImportOptions(1_000));

    [Fact]
    public void Store_goes_on_where_it_was_saved()
    {
        BlockStore store = HalfWay().Store;
        BlockStore.TryLoad(store.Save(), PlatformSha256.Instance, out BlockStore loaded).Should().BeTrue();

        loaded.Digest().Should().Be(store.Digest());
        (loaded.ReservedBytes, loaded.BlockCount, loaded.IncompleteCount, loaded.LastDeclaration).Should().Be((store.ReservedBytes, store.BlockCount, 2, 2));
        loaded.PartProgress(Imported.Blocks[0].Cid, Stranger).Should().Be(400);
        loaded.Missing(new DeclarationId(1), 0, 9).Should().Equal(store.Missing(new DeclarationId(1), 0, 9));
        foreach (ContentBlock block in Imported.Blocks.Take(2))
        {
            loaded.TryPutBlocks([block], Owner, PlatformSha256.Instance, out Delivery? delivery, out _).Should().BeTrue();
            store.TryPutBlocks([block], Owner, PlatformSha256.Instance, out Delivery? same, out _).Should().BeTrue();
            (loaded, store) = (delivery!.Next, same!.Next);
            loaded.Digest().Should().Be(store.Digest());
        }

        loaded.TryAssemble(new DeclarationId(1), out ReadOnlyMemory<byte> file).Should().BeTrue();
        file.Span.SequenceEqual(Content).Should().BeTrue();
        loaded.Release(new DeclarationId(1)).Release(new DeclarationId(2)).BlockCount.Should().Be(0);
    }

    [Fact]
    public void Every_changed_byte_and_every_cut_is_refused_or_another_store()
    {
        BlockStore store = HalfWay().Store;
        byte[] saved = store.Save();
        for (int i = 0; i < saved.Length; i += i < 200 ? 1 : 7)
        {
            byte[] changed = [.. saved];
            changed[i] ^= 0x10;
            bool isTaken = BlockStore.TryLoad(changed, PlatformSha256.Instance, out BlockStore other);
            (isTaken && other.Digest() == store.Digest()).Should().BeFalse($"byte {i}");
            BlockStore.TryLoad(saved.AsSpan(0, i), PlatformSha256.Instance, out _).Should().BeFalse();
        }

        BlockStore.TryLoad([.. saved, 0], PlatformSha256.Instance, out _).Should().BeFalse();
    }

    /// <summary>Two declarations of one file, its root and its last leaf here, parts of a leaf by two senders.</summary>
    private static StoreScenario HalfWay()
    {
        StoreScenario story = new StoreScenario().Declared(1, Imported.Root, Size).Has(Imported.Blocks[^1]).Has(Imported.Blocks[^2]).Declared(2, Imported.Root, Size, owner: Stranger);
        story.PutPart(Owner, Imported.Blocks[0].Cid, 1_000, 0, Content.AsMemory(0, 300));
        story.PutPart(Stranger, Imported.Blocks[0].Cid, 1_000, 0, Content.AsMemory(0, 300));
        story.PutPart(Stranger, Imported.Blocks[0].Cid, 1_000, 300, Content.AsMemory(300, 100)).Should().Be((ContentError.None, DeliveryOutcome.Buffered));
        return story;
    }
}
