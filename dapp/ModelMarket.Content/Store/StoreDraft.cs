using System.Collections.Immutable;
using ModelMarket.Content.UnixFs;
using Rollup.Primitives;

namespace ModelMarket.Content.Store;

/// <summary>A store being changed: begins as a copy of one (sharing everything), ends as the next. The original never moves.</summary>
internal sealed class StoreDraft(BlockStore origin)
{
    private readonly SortedSet<DeclarationId> _completed = [];
    private readonly List<Cid> _stored = [];

    public ImmutableSortedDictionary<DeclarationId, DeclarationState> Declarations { get; private set; } = origin.Declarations;

    public ImmutableSortedDictionary<Cid, StoredBlock> Blocks { get; private set; } = origin.Blocks;

    /// <summary>Which declarations know a block, by version 1 CID.</summary>
    public ImmutableSortedDictionary<Cid, ImmutableSortedSet<DeclarationId>> Interest { get; private set; } = origin.Interest;

    public PartShelf Parts { get; set; } = origin.Parts;

    public ulong ReservedBytes { get; private set; } = origin.ReservedBytes;

    public ulong HashedBytes { get; private set; }

    public BlockStore ToStore() => new(Declarations, Blocks, Interest, Parts, ReservedBytes);

    public Delivery ToDelivery(DeliveryOutcome outcome) => new(ToStore(), outcome, _stored, [.. _completed], HashedBytes);

    /// <summary>Adds a checked declaration and takes what is already here.</summary>
    public void Declare(Declaration declaration)
    {
        var state = DeclarationState.Of(declaration);
        Declarations = Declarations.Add(declaration.Id, state);
        ReservedBytes += declaration.QuotaBytes;
        AddInterest(declaration.Root.ToV1(), declaration.Id);
        TakeFromStore(declaration.Id, [declaration.Root.ToV1()]);
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

        Blocks = Blocks.Add(key, new StoredBlock(copy, node, 0));
        return true;
    }

    /// <summary>Adds a saved declaration with the blocks it held; false unless each of them belongs to its file and is here.</summary>
    public bool TryRestore(Declaration declaration, SortedSet<Cid> held)
    {
        var root = declaration.Root.ToV1();
        Declarations = Declarations.Add(declaration.Id, DeclarationState.Of(declaration));
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
            Interest = others.IsEmpty ? Interest.Remove(key) : Interest.SetItem(key, others);
            if (entry.IsHeld)
            {
                DropHolder(key);
            }
        }

        Declarations = Declarations.Remove(id);
        ReservedBytes -= state.Declaration.QuotaBytes;
    }

    /// <summary>Verifies a block and gives it to every declaration that wants it.</summary>
    /// <returns>False when no declaration takes it; then the draft is to be thrown away.</returns>
    public bool TryPut(in ContentBlock block, ISha256 sha256, out ContentFault fault)
    {
        var key = block.Cid.ToV1();
        if (Blocks.ContainsKey(key))
        {
            fault = ContentFault.None;
            return true;
        }

        if (!Interest.TryGetValue(key, out var interested))
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
        return FileNode.TryParse(key.Codec, copy, out var node, out fault)
            && TryGive(key, new StoredBlock(copy, node, 0), interested, out fault);
    }

    private bool TryGive(in Cid key, StoredBlock block, ImmutableSortedSet<DeclarationId> interested, out ContentFault fault)
    {
        var first = ContentFault.None;
        Blocks = Blocks.Add(key, block);
        foreach (var id in interested)
        {
            if (TryTake(id, key, out var added, out var refused))
            {
                TakeFromStore(id, added);
            }
            else
            {
                first = first.Error == ContentError.None ? refused : first;
            }
        }

        var taken = Blocks[key].HolderCount > 0;
        if (taken)
        {
            Parts = Parts.Without(key);
            _stored.Add(key);
        }

        fault = taken ? ContentFault.None : first;
        return taken;
    }

    /// <summary>Lets one declaration take a block that is in the store.</summary>
    private bool TryTake(DeclarationId id, in Cid key, out IReadOnlyList<Cid> added, out ContentFault fault)
    {
        var block = Blocks[key];
        if (!Declarations[id].TryAdmit(key, block, out var next, out added, out fault))
        {
            return false;
        }

        Declarations = Declarations.SetItem(id, next);
        Blocks = Blocks.SetItem(key, block with { HolderCount = block.HolderCount + 1 });
        foreach (var child in added)
        {
            AddInterest(child, id);
        }

        if (next.MissingCount == 0)
        {
            _completed.Add(id);
        }

        return true;
    }

    /// <summary>Takes what is already here of newly wanted blocks, and of what those want in turn. What does not fit stays wanted.</summary>
    private void TakeFromStore(DeclarationId id, IReadOnlyList<Cid> wanted)
    {
        var pending = new Stack<Cid>(wanted);
        while (pending.TryPop(out var key))
        {
            if (!Blocks.ContainsKey(key) || !TryTake(id, key, out var added, out _))
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
        Interest = Interest.SetItem(key, ids.Add(id));
    }

    private void DropHolder(in Cid key)
    {
        var block = Blocks[key];
        Blocks = block.HolderCount == 1 ? Blocks.Remove(key) : Blocks.SetItem(key, block with { HolderCount = block.HolderCount - 1 });
    }
}
