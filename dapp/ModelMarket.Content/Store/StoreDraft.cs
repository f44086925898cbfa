using System.Collections.Immutable;
using ModelMarket.Content.UnixFs;
using Rollup.Primitives;

namespace ModelMarket.Content.Store;

/// <summary>A store being changed: begins as a copy of one (sharing everything), ends as the next. The original never moves.</summary>
internal sealed class StoreDraft(BlockStore origin)
{
    private readonly SortedSet<DeclarationId> _completed = [];
    private readonly List<Cid> _stored = [];
    private readonly HashSet<Cid> _given = [];
    private int _servingsLeft = ContentLimits.ServingsPerDeliveryMax;
    private int _ownServingsLeft = ContentLimits.OwnServingsPerDeliveryMax;
    private bool _someLeftOut;

    public ImmutableSortedDictionary<DeclarationId, DeclarationState>.Builder Declarations { get; } = origin.Declarations.ToBuilder();

    public ImmutableSortedDictionary<Cid, StoredBlock>.Builder Blocks { get; } = origin.Blocks.ToBuilder();

    /// <summary>Which declarations know a block, by version 1 CID.</summary>
    public ImmutableSortedDictionary<Cid, ImmutableSortedSet<DeclarationId>>.Builder Interest { get; } = origin.Interest.ToBuilder();

    public PartShelf Parts { get; set; } = origin.Parts;

    public ulong ReservedBytes { get; private set; } = origin.ReservedBytes;

    public ulong HashedBytes { get; private set; }

    /// <summary>How often a declaration took a block.</summary>
    public int TakenCount { get; private set; }

    /// <summary>The first reason why a declaration that wants the last block given cannot take it.</summary>
    public ContentFault Refusal { get; private set; }

    public BlockStore ToStore() => new(Declarations.ToImmutable(), Blocks.ToImmutable(), Interest.ToImmutable(), Parts, ReservedBytes);

    public Delivery ToDelivery(DeliveryOutcome outcome) => new(ToStore(), outcome, _stored, [.. _completed], HashedBytes);

    /// <summary>Adds a checked declaration and takes what is already here.</summary>
    public void Declare(Declaration declaration)
    {
        var state = DeclarationState.Of(declaration);
        Declarations.Add(declaration.Id, state);
        ReservedBytes += declaration.QuotaBytes;
        AddInterest(declaration.Root.ToV1(), declaration.Id);
        // One declaration has so many blocks and no more.
        var unbounded = int.MaxValue;
        TakeFromStore(declaration.Id, [declaration.Root.ToV1()], ref unbounded);
    }

    /// <summary>Adds a saved block that nobody holds yet; false if it is not what its CID says.</summary>
    public bool TryRestore(in Cid key, ReadOnlySpan<byte> data, ISha256 sha256)
    {
        if (Blocks.ContainsKey(key) || !BlockHash.TryVerify(sha256, key, data, out _))
        {
            return false;
        }

        var copy = data.ToArray();
        if (!FileNode.TryParse(key.Codec, copy, out var node, out _))
        {
            return false;
        }

        Blocks.Add(key, new StoredBlock(copy, node, 0));
        return true;
    }

    /// <summary>Adds a saved declaration with the blocks it held; false unless each of them belongs to its file and is here.</summary>
    public bool TryRestore(Declaration declaration, SortedSet<Cid> held)
    {
        var root = declaration.Root.ToV1();
        Declarations.Add(declaration.Id, DeclarationState.Of(declaration));
        ReservedBytes += declaration.QuotaBytes;
        AddInterest(root, declaration.Id);
        var pending = new Stack<Cid>([root]);
        while (pending.TryPop(out var key))
        {
            if (!held.Remove(key))
            {
                continue;
            }

            if (!Blocks.ContainsKey(key) || !TryTake(declaration.Id, key, out var added, out _))
            {
                return false;
            }

            foreach (var child in added)
            {
                pending.Push(child);
            }
        }

        return held.Count == 0;
    }

    /// <summary>Removes a declaration, its parts, and the blocks that no other one holds.</summary>
    public void Release(DeclarationState state)
    {
        var id = state.Declaration.Id;
        Parts = Parts.Without(state);
        foreach (var (key, entry) in state.Entries)
        {
            var others = Interest[key].Remove(id);
            if (others.IsEmpty)
            {
                Interest.Remove(key);
            }
            else
            {
                Interest[key] = others;
            }

            if (entry.IsHeld)
            {
                DropHolder(key);
            }
        }

        Declarations.Remove(id);
        ReservedBytes -= state.Declaration.QuotaBytes;
    }

    /// <summary>Verifies a block and gives it to the declarations that want it: first the sender's own, then those of others, each as far as
    /// the delivery's servings last, in order of their numbers. Who is left out still wants the block, and takes it when it is sent again. A block
    /// that the delivery has named before is passed over.</summary>
    /// <returns>False when no declaration can take it; then the draft is to be thrown away.</returns>
    public bool TryPut(in ContentBlock block, Address sender, ISha256 sha256, out ContentFault fault)
    {
        var key = block.Cid.ToV1();
        fault = ContentFault.None;
        if (!_given.Add(key))
        {
            return true;
        }

        var interested = Interest.GetValueOrDefault(key, ImmutableSortedSet<DeclarationId>.Empty);
        if (!TryAdd(block, interested.IsEmpty, sha256, out var isNew, out fault))
        {
            return false;
        }

        Refusal = ContentFault.None;
        var takenBefore = TakenCount;
        var isLeftOut = !Give(key, interested, sender, isOwn: true, ref _ownServingsLeft)
            | !Give(key, interested, sender, isOwn: false, ref _servingsLeft);
        _someLeftOut |= isLeftOut;
        return !isNew || TryKeep(key, TakenCount > takenBefore, isLeftOut, out fault);
    }

    /// <summary>Verifies a block and gives it to one declaration alone, whatever else wants it.</summary>
    public bool TryPutFor(DeclarationId id, in ContentBlock block, ISha256 sha256, out ContentFault fault)
    {
        var key = block.Cid.ToV1();
        var wants = Declarations[id].Wants(key);
        if (!TryAdd(block, !wants, sha256, out var isNew, out fault))
        {
            return false;
        }

        Refusal = ContentFault.None;
        var unbounded = int.MaxValue;
        var taken = wants && TryServe(id, key, ref unbounded);
        return !isNew || TryKeep(key, taken, isLeftOut: false, out fault);
    }

    /// <summary>Verifies a block that is not here yet, and adds it without a holder.</summary>
    private bool TryAdd(in ContentBlock block, bool isUnwanted, ISha256 sha256, out bool isNew, out ContentFault fault)
    {
        var key = block.Cid.ToV1();
        fault = ContentFault.None;
        isNew = !Blocks.ContainsKey(key);
        if (!isNew)
        {
            return true;
        }

        // What nobody wants may be linked by a block that was passed over: it is passed over too.
        if (isUnwanted && _someLeftOut)
        {
            isNew = false;
            return true;
        }

        if (isUnwanted)
        {
            fault = new ContentFault(ContentError.NotWanted, $"No live declaration wants block {block.Cid}.");
            return false;
        }

        HashedBytes += (ulong)block.Data.Length;
        if (!BlockHash.TryVerify(sha256, block.Cid, block.Data.Span, out fault))
        {
            return false;
        }

        var copy = block.Data.ToArray();
        if (!FileNode.TryParse(key.Codec, copy, out var node, out fault))
        {
            return false;
        }

        Blocks.Add(key, new StoredBlock(copy, node, 0));
        return true;
    }

    /// <summary>Keeps a new block that somebody took. One that all were left out of is passed over; one that nobody can take is a fault.</summary>
    private bool TryKeep(in Cid key, bool taken, bool isLeftOut, out ContentFault fault)
    {
        fault = taken || isLeftOut ? ContentFault.None : Refusal;
        if (taken)
        {
            Parts = Parts.Without(key);
            _stored.Add(key);
        }
        else
        {
            Blocks.Remove(key);
        }

        return taken || isLeftOut;
    }

    /// <summary>Serves those of the interested that are, or are not, the sender's own.</summary>
    /// <returns>False when one of them was left out.</returns>
    private bool Give(in Cid key, ImmutableSortedSet<DeclarationId> interested, Address sender, bool isOwn, ref int servingsLeft)
    {
        foreach (var id in interested)
        {
            var state = Declarations[id];
            if ((state.Declaration.Owner == sender) != isOwn || !state.Wants(key))
            {
                continue;
            }

            if (servingsLeft <= 0)
            {
                return false;
            }

            TryServe(id, key, ref servingsLeft);
        }

        return true;
    }

    private bool TryServe(DeclarationId id, in Cid key, ref int servingsLeft)
    {
        // A block of another size than the declaration knows costs no more than the look: it counts for nothing, and is put into words once.
        var node = Blocks[key].Node;
        var fits = node.SizeBytes == Declarations[id].Entries[key].FileBytes;
        if (!fits && Refusal.Error != ContentError.None)
        {
            return false;
        }

        servingsLeft -= fits ? CostOf(node) : 0;
        if (TryTake(id, key, out var added, out var refused))
        {
            TakeFromStore(id, added, ref servingsLeft);
            return true;
        }

        Refusal = Refusal.Error == ContentError.None ? refused : Refusal;
        return false;
    }

    /// <summary>What one declaration's taking of a block counts for, whether it succeeds or not: the block and each of its links.</summary>
    private static int CostOf(FileNode node) => 1 + node.Links.Count;

    /// <summary>Lets one declaration take a block that is in the store.</summary>
    private bool TryTake(DeclarationId id, in Cid key, out IReadOnlyList<Cid> added, out ContentFault fault)
    {
        var block = Blocks[key];
        if (!Declarations[id].TryAdmit(key, block, out var next, out added, out fault))
        {
            return false;
        }

        Declarations[id] = next;
        Blocks[key] = block with { HolderCount = block.HolderCount + 1 };
        foreach (var child in added)
        {
            AddInterest(child, id);
        }

        TakenCount++;
        if (next.MissingCount == 0)
        {
            _completed.Add(id);
        }

        return true;
    }

    /// <summary>Takes what is already here of newly wanted blocks, and of what those want in turn. What does not fit stays wanted.</summary>
    private void TakeFromStore(DeclarationId id, IReadOnlyList<Cid> wanted, ref int servingsLeft)
    {
        var pending = new Stack<Cid>(wanted);
        while (servingsLeft > 0 && pending.TryPop(out var key))
        {
            if (!Blocks.ContainsKey(key))
            {
                continue;
            }

            servingsLeft -= CostOf(Blocks[key].Node);
            if (!TryTake(id, key, out var added, out _))
            {
                continue;
            }

            foreach (var child in added)
            {
                pending.Push(child);
            }
        }
    }

    private void AddInterest(in Cid key, DeclarationId id)
    {
        var ids = Interest.GetValueOrDefault(key, ImmutableSortedSet<DeclarationId>.Empty);
        Interest[key] = ids.Add(id);
    }

    private void DropHolder(in Cid key)
    {
        var block = Blocks[key];
        if (block.HolderCount == 1)
        {
            Blocks.Remove(key);
        }
        else
        {
            Blocks[key] = block with { HolderCount = block.HolderCount - 1 };
        }
    }
}
