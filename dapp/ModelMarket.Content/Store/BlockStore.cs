using System.Collections.Immutable;
using Rollup.Primitives;

namespace ModelMarket.Content.Store;

/// <summary>The blocks that live declarations want or hold: the machine's content. It is an immutable value. Every change is
/// checked against it and gives either a new value or a fault; making the new value the current one is the commit. So a refused
/// message cannot change anything, and several changes of one decision are chained.</summary>
public sealed class BlockStore
{
    private const byte DigestVersion = 1;

    private Hash32? _digest;

    internal BlockStore(
        ImmutableSortedDictionary<DeclarationId, DeclarationState> declarations,
        ImmutableSortedDictionary<Cid, StoredBlock> blocks,
        ImmutableSortedDictionary<Cid, ImmutableSortedSet<DeclarationId>> interest,
        PartShelf parts,
        ulong reservedBytes)
    {
        Declarations = declarations;
        Blocks = blocks;
        Interest = interest;
        Parts = parts;
        ReservedBytes = reservedBytes;
    }

    /// <summary>The store with nothing in it.</summary>
    public static BlockStore Empty { get; } = new(
        ImmutableSortedDictionary<DeclarationId, DeclarationState>.Empty,
        ImmutableSortedDictionary<Cid, StoredBlock>.Empty,
        ImmutableSortedDictionary<Cid, ImmutableSortedSet<DeclarationId>>.Empty,
        PartShelf.Empty,
        0);

    /// <summary>Live declarations.</summary>
    public int DeclarationCount => Declarations.Count;

    /// <summary>Distinct blocks stored.</summary>
    public int BlockCount => Blocks.Count;

    /// <summary>Quotas of all live declarations together.</summary>
    public ulong ReservedBytes { get; }

    /// <summary>The highest number of a live declaration; 0 where there is none.</summary>
    public ulong LastDeclaration
    {
        get
        {
            ulong last = 0;
            foreach (var (id, _) in Declarations)
            {
                last = id.Value;
            }

            return last;
        }
    }

    /// <summary>Live declarations that wait for blocks.</summary>
    public int IncompleteCount
    {
        get
        {
            var count = 0;
            foreach (var (_, state) in Declarations)
            {
                count += state.MissingCount > 0 ? 1 : 0;
            }

            return count;
        }
    }

    internal ImmutableSortedDictionary<DeclarationId, DeclarationState> Declarations { get; }

    internal ImmutableSortedDictionary<Cid, StoredBlock> Blocks { get; }

    internal ImmutableSortedDictionary<Cid, ImmutableSortedSet<DeclarationId>> Interest { get; }

    internal PartShelf Parts { get; }

    /// <summary>How far a declaration is; null when there is none of this id.</summary>
    public DeclarationStatus? Find(DeclarationId id) => Declarations.GetValueOrDefault(id)?.Status;

    /// <summary>Whether a declaration lives and its whole file is here.</summary>
    public bool IsComplete(DeclarationId id) => Declarations.GetValueOrDefault(id) is { MissingCount: 0 };

    /// <summary>Blocks that a declaration waits for, in order of CIDs. More appear as nodes arrive.</summary>
    /// <param name="id">The declaration; an unknown one waits for nothing.</param>
    /// <param name="skip">Blocks to leave out at the beginning.</param>
    /// <param name="take">Blocks to give at most.</param>
    public IReadOnlyList<WantedBlock> Missing(DeclarationId id, int skip, int take)
    {
        var wanted = new List<WantedBlock>();
        if (!Declarations.TryGetValue(id, out var state))
        {
            return wanted;
        }

        foreach (var (key, entry) in state.Entries)
        {
            if (entry.IsHeld || skip-- > 0)
            {
                continue;
            }

            if (wanted.Count >= take)
            {
                break;
            }

            wanted.Add(new WantedBlock(key, entry.FileBytes));
        }

        return wanted;
    }

    /// <summary>Bytes of a block that a sender has delivered in parts so far: where the next part begins.</summary>
    public uint PartProgress(in Cid cid, Address sender) => Parts.Find(cid.ToV1(), sender)?.Received ?? 0;

    /// <summary>A stored block's bytes.</summary>
    public bool TryGetBlock(in Cid cid, out ReadOnlyMemory<byte> data)
    {
        var block = Blocks.GetValueOrDefault(cid.ToV1());
        data = block?.Data ?? default;
        return block is not null;
    }

    /// <summary>The whole file of a complete declaration.</summary>
    /// <returns>False when the declaration is unknown or incomplete.</returns>
    public bool TryAssemble(DeclarationId id, out ReadOnlyMemory<byte> file)
    {
        file = default;
        if (!Declarations.TryGetValue(id, out var state) || state.MissingCount > 0)
        {
            return false;
        }

        file = FileAssembly.Of(state.Declaration, Blocks);
        return true;
    }

    /// <summary>Makes a file wanted and takes what is already here of it. Checked in this order: id, size, quota, count, room.</summary>
    public bool TryDeclare(Declaration declaration, out BlockStore next, out ContentFault fault)
    {
        next = this;
        fault = CheckDeclaration(declaration);
        if (fault.Error != ContentError.None)
        {
            return false;
        }

        var draft = new StoreDraft(this);
        draft.Declare(declaration);
        next = draft.ToStore();
        return true;
    }

    /// <summary>Ends declarations: their wants, their parts, and the blocks that no other declaration holds. Unknown ids change nothing.</summary>
    public BlockStore Release(params ReadOnlySpan<DeclarationId> ids)
    {
        var draft = new StoreDraft(this);
        var isChanged = false;
        foreach (var id in ids)
        {
            if (draft.Declarations.TryGetValue(id, out var state))
            {
                draft.Release(state);
                isChanged = true;
            }
        }

        return isChanged ? draft.ToStore() : this;
    }

    /// <summary>Delivers whole blocks, in order, all or none: a node first, then its children. A block that is here already goes to those
    /// that still want it, else it is passed over, so that nobody delays a delivery by sending one of its blocks earlier; but one of them must
    /// be taken. The sender's own declarations are served first, and all together no more than <see cref="ContentLimits.ServingsPerDeliveryMax"/>
    /// and <see cref="ContentLimits.OwnServingsPerDeliveryMax"/>: the others keep wanting what they were not given.</summary>
    public bool TryPutBlocks(IReadOnlyList<ContentBlock> blocks, Address sender, ISha256 sha256, out Delivery? delivery, out ContentFault fault)
    {
        delivery = null;
        if (!CheckCount(blocks, out fault))
        {
            return false;
        }

        var draft = new StoreDraft(this);
        for (var i = 0; i < blocks.Count; i++)
        {
            if (!draft.TryPut(blocks[i], sender, sha256, out fault))
            {
                return false;
            }
        }

        return TryEnd(draft, out delivery, out fault);
    }

    /// <summary>Delivers whole blocks to one live declaration alone, as <see cref="TryPutBlocks"/> does to all.</summary>
    public bool TryPutBlocksFor(DeclarationId id, IReadOnlyList<ContentBlock> blocks, ISha256 sha256, out Delivery? delivery, out ContentFault fault)
    {
        delivery = null;
        if (!CheckCount(blocks, out fault))
        {
            return false;
        }

        var draft = new StoreDraft(this);
        for (var i = 0; i < blocks.Count; i++)
        {
            if (!draft.TryPutFor(id, blocks[i], sha256, out fault))
            {
                return false;
            }
        }

        return TryEnd(draft, out delivery, out fault);
    }

    /// <summary>Delivers a part of one block that is too large for a whole delivery. Parts come in order; offset 0 starts again. With the
    /// last one the block is verified: stored, or this sender's parts of it are dropped. Garbage of one sender touches nobody else's.</summary>
    public bool TryPutPart(BlockPart part, ISha256 sha256, out Delivery? delivery, out ContentFault fault) =>
        PartDelivery.TryPut(this, part, sha256, out delivery, out fault);

    /// <summary>Hash of everything here, canonical: two stores with the same declarations, blocks and parts have the same. Blocks count by
    /// their CIDs, parts by a kept hash, unchanged declarations by a kept digest.</summary>
    public Hash32 Digest() => _digest ??= ComputeDigest();

    /// <summary>Everything here in one canonical form; equal stores give equal bytes.</summary>
    public byte[] Save() => StoreForm.Write(this);

    /// <summary>Reads what <see cref="Save"/> wrote. The bytes are untrusted: blocks are verified by their CIDs, and what a store says of a file is
    /// not read but found again in its nodes.</summary>
    /// <returns>False for anything that no store has written.</returns>
    public static bool TryLoad(ReadOnlySpan<byte> saved, ISha256 sha256, out BlockStore store) => StoreForm.TryRead(saved, sha256, out store);

    private static bool CheckCount(IReadOnlyList<ContentBlock> blocks, out ContentFault fault)
    {
        var isCounted = blocks.Count is > 0 and <= ContentLimits.BlocksPerDeliveryMax;
        fault = isCounted
            ? ContentFault.None
            : new ContentFault(ContentError.NothingGiven, $"A delivery has 1 to {ContentLimits.BlocksPerDeliveryMax} blocks, this one {blocks.Count}.");
        return isCounted;
    }

    private static bool TryEnd(StoreDraft draft, out Delivery? delivery, out ContentFault fault)
    {
        var isTaken = draft.TakenCount > 0;
        fault = (isTaken, draft.Refusal.Error) switch
        {
            (true, _) => ContentFault.None,
            (_, ContentError.None) => new ContentFault(ContentError.NotWanted, "Every block given is here already."),
            _ => draft.Refusal,
        };
        delivery = isTaken ? draft.ToDelivery(DeliveryOutcome.Stored) : null;
        return isTaken;
    }

    private Hash32 ComputeDigest()
    {
        var writer = new CanonicalWriter();
        writer.Add(DigestVersion);
        writer.Add((ulong)Declarations.Count);
        foreach (var (_, state) in Declarations)
        {
            writer.Add(state.Digest());
        }

        Parts.AddTo(writer);
        return writer.Hash();
    }

    internal ContentFault CheckDeclaration(Declaration declaration)
    {
        if (Declarations.ContainsKey(declaration.Id))
        {
            return new ContentFault(ContentError.DuplicateDeclaration, $"Declaration {declaration.Id} exists.");
        }

        if (declaration.SizeBytes > ContentLimits.DeclaredSizeMax)
        {
            return new ContentFault(ContentError.FileTooLarge, $"A file of {declaration.SizeBytes} bytes is declared, at most {ContentLimits.DeclaredSizeMax} are taken.");
        }

        var needed = DeclarationState.ChargeOfFresh(declaration.SizeBytes);
        if (needed > declaration.QuotaBytes || declaration.QuotaBytes > ContentLimits.QuotaMax)
        {
            return new ContentFault(ContentError.QuotaExceeded, $"The quota of {declaration.QuotaBytes} bytes is not between {needed} and {ContentLimits.QuotaMax}.");
        }

        if (Declarations.Count >= ContentLimits.DeclarationsMax)
        {
            return new ContentFault(ContentError.TooManyDeclarations, $"There are {ContentLimits.DeclarationsMax} declarations.");
        }

        return ReservedBytes + declaration.QuotaBytes > ContentLimits.ReservedBytesMax
            ? new ContentFault(ContentError.StoreFull, $"{ReservedBytes} of {ContentLimits.ReservedBytesMax} bytes are reserved; {declaration.QuotaBytes} more do not fit.")
            : ContentFault.None;
    }
}
