using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Rollup.Primitives;

namespace ModelMarket.Content.Store;

/// <summary>The rules for parts of blocks: shape, who wants the block, order, room, and what happens when it is whole.</summary>
internal static class PartDelivery
{
    public static bool TryPut(BlockStore store, in BlockPart part, ISha256 sha256, out Delivery? delivery, out ContentFault fault)
    {
        delivery = null;
        var key = part.Cid.ToV1();
        if (CheckShape(part, out fault) && store.Blocks.ContainsKey(key))
        {
            return TryServe(store, part, sha256, out delivery, out fault);
        }

        if (fault.Error != ContentError.None
            || !CheckWanted(store, key, part.Cid, out var interested, out fault)
            || !TryContinue(store, key, part, interested, out var shelf, out var buffer, out fault))
        {
            return false;
        }

        var draft = new StoreDraft(store);
        buffer = buffer.With(part.Data.Span);
        if (!buffer.IsWhole)
        {
            draft.Parts = shelf.With(key, part.Sender, buffer);
            delivery = draft.ToDelivery(DeliveryOutcome.Buffered);
            return true;
        }

        draft.Parts = shelf.Without(key, part.Sender);
        var stored = draft.TryPut(new ContentBlock(part.Cid, buffer.Join()), part.Sender, sha256, out fault);
        if (!stored && fault.Error != ContentError.HashMismatch)
        {
            return false;
        }

        fault = ContentFault.None;
        delivery = draft.ToDelivery(stored ? DeliveryOutcome.Stored : DeliveryOutcome.Dropped);
        return true;
    }

    /// <summary>A block that is here already goes, whatever the part holds, to those that still want it.</summary>
    private static bool TryServe(BlockStore store, in BlockPart part, ISha256 sha256, out Delivery? delivery, out ContentFault fault)
    {
        var draft = new StoreDraft(store);
        var isTaken = draft.TryPut(new ContentBlock(part.Cid, part.Data), part.Sender, sha256, out fault) && draft.TakenCount > 0;
        delivery = isTaken ? draft.ToDelivery(DeliveryOutcome.Stored) : null;
        return isTaken || Fail(ContentError.NotWanted, $"Block {part.Cid} is here already.", out fault);
    }

    private static bool CheckShape(in BlockPart part, out ContentFault fault)
    {
        if (part.Data.IsEmpty)
        {
            return Fail(ContentError.NothingGiven, "The part has no bytes.", out fault);
        }

        if (part.BlockSize > ContentLimits.BlockSizeMax)
        {
            return Fail(ContentError.BlockTooLarge, $"A block of {part.BlockSize} bytes is announced, at most {ContentLimits.BlockSizeMax} are taken.", out fault);
        }

        return (ulong)part.Offset + (ulong)part.Data.Length <= part.BlockSize
            ? Succeed(out fault)
            : Fail(ContentError.SizeMismatch, $"The part ends at {(ulong)part.Offset + (ulong)part.Data.Length} of {part.BlockSize} bytes.", out fault);
    }

    private static bool CheckWanted(BlockStore store, in Cid key, in Cid given, [NotNullWhen(true)] out ImmutableSortedSet<DeclarationId>? interested, out ContentFault fault)
    {
        return store.Interest.TryGetValue(key, out interested)
            ? Succeed(out fault)
            : Fail(ContentError.NotWanted, $"No live declaration wants block {given}.", out fault);
    }

    /// <summary>Finds the sender's buffer that this part continues, or begins one.</summary>
    private static bool TryContinue(
        BlockStore store, in Cid key, in BlockPart part, ImmutableSortedSet<DeclarationId> interested, out PartShelf shelf, out PartBuffer buffer, out ContentFault fault)
    {
        shelf = store.Parts;
        var open = shelf.Find(key, part.Sender);
        if (part.Offset == 0)
        {
            return TryBegin(store, key, part, interested, out shelf, out buffer, out fault);
        }

        buffer = open ?? shelf.Begin(default, false, part.BlockSize);
        if (part.Offset != buffer.Received)
        {
            return Fail(ContentError.PartOutOfOrder, $"The next part of {part.Cid} from this sender begins at {buffer.Received}, not at {part.Offset}.", out fault);
        }

        if (part.BlockSize != buffer.BlockSize)
        {
            return Fail(ContentError.SizeMismatch, $"The block was announced with {buffer.BlockSize} bytes, now with {part.BlockSize}.", out fault);
        }

        return buffer.Parts.Length < ContentLimits.PartsPerBlockMax
            ? Succeed(out fault)
            : Fail(ContentError.TooManyParts, $"A block comes in at most {ContentLimits.PartsPerBlockMax} parts.", out fault);
    }

    private static bool TryBegin(
        BlockStore store, in Cid key, in BlockPart part, ImmutableSortedSet<DeclarationId> interested, out PartShelf shelf, out PartBuffer buffer, out ContentFault fault)
    {
        shelf = store.Parts.Without(key, part.Sender);
        buffer = shelf.Begin(default, false, part.BlockSize);
        if (!TryChoose(store, key, part, interested, out var state, out fault))
        {
            return false;
        }

        var isOwners = state.Declaration.Owner == part.Sender;
        if (!CheckRoom(shelf, state, isOwners, part, out fault))
        {
            return false;
        }

        shelf = isOwners ? shelf : shelf.WithRoomForStranger(part.BlockSize);
        buffer = shelf.Begin(state.Declaration.Id, isOwners, part.BlockSize);
        return true;
    }

    /// <summary>The declaration that the parts count for: the sender's own if it waits for the block, else the one with the lowest id;
    /// only where a block of the announced size can be the one that is wanted.</summary>
    private static bool TryChoose(
        BlockStore store, in Cid key, in BlockPart part, ImmutableSortedSet<DeclarationId> interested, [NotNullWhen(true)] out DeclarationState? chosen, out ContentFault fault)
    {
        chosen = null;
        foreach (var id in interested)
        {
            var state = store.Declarations[id];
            var isBetter = chosen is null || (state.Declaration.Owner == part.Sender && chosen.Declaration.Owner != part.Sender);
            if (isBetter && IsPlausible(key, state.Entries[key], part.BlockSize))
            {
                chosen = state;
            }
        }

        return chosen is not null
            ? Succeed(out fault)
            : Fail(ContentError.SizeMismatch, $"Block {part.Cid} cannot have {part.BlockSize} bytes.", out fault);
    }

    private static bool IsPlausible(in Cid key, BlockEntry entry, uint blockSize) => key.Codec == CidCodec.Raw
        ? blockSize == entry.FileBytes
        : blockSize <= entry.FileBytes + ContentLimits.NodeOverheadBytesMax;

    private static bool CheckRoom(PartShelf shelf, DeclarationState state, bool isOwners, in BlockPart part, out ContentFault fault)
    {
        var (count, bytes) = shelf.Usage(state, part.Sender);
        var bytesMax = isOwners ? state.Declaration.QuotaBytes : ContentLimits.StrangerPartBytesPerSenderMax;
        return count < ContentLimits.PartBuffersPerSenderMax && bytes + part.BlockSize <= bytesMax
            ? Succeed(out fault)
            : Fail(ContentError.TooManyParts, $"This sender has {count} blocks of {bytes} bytes open for declaration {state.Declaration.Id}; finish them first.", out fault);
    }

    private static bool Succeed(out ContentFault fault)
    {
        fault = ContentFault.None;
        return true;
    }

    private static bool Fail(ContentError error, string detail, out ContentFault fault)
    {
        fault = new ContentFault(error, detail);
        return false;
    }
}
