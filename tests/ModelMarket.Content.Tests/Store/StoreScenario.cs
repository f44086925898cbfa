using ModelMarket.Content.Store;
using ModelMarket.Content.UnixFs;
using Rollup.Primitives;

namespace ModelMarket.Content.Tests.Store;

/// <summary>A store and the words to tell a story about it. A refused delivery asserts that the digest stays.</summary>
internal sealed class StoreScenario
{
    public static readonly Address Owner = Address.Parse("0x00000000000000000000000000000000000000a1");
    public static readonly Address Stranger = Address.Parse("0x00000000000000000000000000000000000000b2");

    public BlockStore Store { get; private set; } = BlockStore.Empty;

    public static Address StrangerNumber(int number) => Address.Parse($"0x{number + 0x1000:x40}");

    public static (Cid Root, IReadOnlyList<ContentBlock> Blocks) Import(byte[] content, ImportOptions? options = null)
    {
        var blocks = new BlockMap();
        var file = UnixFsImporter.Import(content, options ?? ImportOptions.Default, PlatformSha256.Instance, blocks);
        return (file.Root, blocks.Blocks);
    }

    public StoreScenario Declared(ulong id, Cid root, ulong size, ulong? quota = null, Address? owner = null)
    {
        Declare(id, root, size, quota, owner).Should().Be(ContentError.None);
        return this;
    }

    public ContentError Declare(ulong id, Cid root, ulong size, ulong? quota = null, Address? owner = null)
    {
        var declaration = new Declaration(new DeclarationId(id), owner ?? Owner, root, size, quota ?? ContentLimits.QuotaFor(size));
        var before = Store.Digest();
        var declared = Store.TryDeclare(declaration, out var next, out var fault);
        Store.Digest().Should().Be(before);
        (next.Digest() == before).Should().Be(!declared);
        Store = next;
        return fault.Error;
    }

    public StoreScenario Released(ulong id)
    {
        Store = Store.Release(new DeclarationId(id));
        return this;
    }

    public ContentError Put(params ContentBlock[] blocks) => PutFrom(Owner, blocks);

    public ContentError PutFrom(Address sender, params ContentBlock[] blocks)
    {
        var before = Store.Digest();
        Store.TryPutBlocks(blocks, sender, PlatformSha256.Instance, out var delivery, out var fault).Should().Be(fault.Error == ContentError.None);
        (delivery is null).Should().Be(fault.Error != ContentError.None);
        Store.Digest().Should().Be(before, "a check changes nothing");
        Store = delivery?.Next ?? Store;
        return fault.Error;
    }

    public StoreScenario Has(params ContentBlock[] blocks)
    {
        Put(blocks).Should().Be(ContentError.None);
        return this;
    }

    public (ContentError Error, DeliveryOutcome? Outcome) PutPart(Address sender, Cid cid, int blockSize, int offset, ReadOnlyMemory<byte> data)
    {
        var before = Store.Digest();
        var part = new BlockPart(sender, cid, (uint)blockSize, (uint)offset, data);
        Store.TryPutPart(part, PlatformSha256.Instance, out var delivery, out var fault);
        Store.Digest().Should().Be(before, "a check changes nothing");
        Store = delivery?.Next ?? Store;
        return (fault.Error, delivery?.Outcome);
    }

    /// <summary>Sends a whole block in parts and returns what the last one gave.</summary>
    public (ContentError Error, DeliveryOutcome? Outcome) PutInParts(Address sender, Cid cid, byte[] block, int partSize = 65_000)
    {
        (ContentError, DeliveryOutcome?) last = default;
        for (var at = 0; at < block.Length; at += partSize)
        {
            last = PutPart(sender, cid, block.Length, at, block.AsMemory(at, Math.Min(partSize, block.Length - at)));
        }

        return last;
    }

    /// <summary>The store as another process finds it.</summary>
    public StoreScenario Restored()
    {
        BlockStore.TryLoad(Store.Save(), PlatformSha256.Instance, out var loaded).Should().BeTrue();
        loaded.Digest().Should().Be(Store.Digest());
        return new StoreScenario { Store = loaded };
    }

    /// <summary>Declarations 1 to <paramref name="count"/> of one file, of one owner or each of its own.</summary>
    public static StoreScenario Crowded(int count, Cid root, ulong size, ulong quota, Address? owner = null)
    {
        var store = BlockStore.Empty;
        for (var i = 1; i <= count; i++)
        {
            store.TryDeclare(new Declaration(new DeclarationId((ulong)i), owner ?? StrangerNumber(i), root, size, quota), out store, out _).Should().BeTrue();
        }

        return new StoreScenario { Store = store };
    }

    public bool IsComplete(ulong id) => Store.IsComplete(new DeclarationId(id));

    public byte[] Assembled(ulong id)
    {
        Store.TryAssemble(new DeclarationId(id), out var file).Should().BeTrue();
        return file.ToArray();
    }

    public DeclarationStatus Status(ulong id) => Store.Find(new DeclarationId(id))!;

    public IReadOnlyList<WantedBlock> Missing(ulong id) => Store.Missing(new DeclarationId(id), 0, int.MaxValue);
}
