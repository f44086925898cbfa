using System.Collections.Immutable;
using Rollup.Primitives;

namespace ModelMarket.Content.Store;

/// <summary>All part buffers: by block and sender, and the strangers' in order of age. Immutable.</summary>
internal sealed class PartShelf
{
    private static readonly ImmutableSortedDictionary<Address, PartBuffer> NoBuffers = ImmutableSortedDictionary<Address, PartBuffer>.Empty;

    private readonly ImmutableSortedDictionary<Cid, ImmutableSortedDictionary<Address, PartBuffer>> _buffers;
    private readonly ImmutableSortedDictionary<ulong, (Cid Key, Address Sender)> _strangers;
    private readonly ulong _strangerBytes;
    private readonly ulong _nextSequence;

    private PartShelf(
        ImmutableSortedDictionary<Cid, ImmutableSortedDictionary<Address, PartBuffer>> buffers,
        ImmutableSortedDictionary<ulong, (Cid Key, Address Sender)> strangers,
        ulong strangerBytes,
        ulong nextSequence)
    {
        _buffers = buffers;
        _strangers = strangers;
        _strangerBytes = strangerBytes;
        _nextSequence = nextSequence;
    }

    public static PartShelf Empty { get; } = new(
        ImmutableSortedDictionary<Cid, ImmutableSortedDictionary<Address, PartBuffer>>.Empty,
        ImmutableSortedDictionary<ulong, (Cid Key, Address Sender)>.Empty,
        0,
        0);

    public PartBuffer? Find(in Cid key, Address sender) => Of(key).GetValueOrDefault(sender);

    /// <summary>A new, empty buffer under the next number; not yet on the shelf.</summary>
    public PartBuffer Begin(DeclarationId declaration, bool isOwners, uint blockSize) =>
        new(declaration, _nextSequence, isOwners, blockSize, 0, [], Hash32.Zero);

    /// <summary>Puts a buffer in place of what the sender had for the block.</summary>
    public PartShelf With(in Cid key, Address sender, PartBuffer buffer)
    {
        var without = Without(key, sender);
        return new PartShelf(
            without._buffers.SetItem(key, without.Of(key).SetItem(sender, buffer)),
            buffer.IsOwners ? without._strangers : without._strangers.SetItem(buffer.Sequence, (key, sender)),
            without._strangerBytes + (buffer.IsOwners ? 0UL : buffer.BlockSize),
            Math.Max(_nextSequence, buffer.Sequence + 1));
    }

    /// <summary>Drops what the sender had for the block.</summary>
    public PartShelf Without(in Cid key, Address sender)
    {
        var senders = Of(key);
        if (!senders.TryGetValue(sender, out var buffer))
        {
            return this;
        }

        senders = senders.Remove(sender);
        return new PartShelf(
            senders.IsEmpty ? _buffers.Remove(key) : _buffers.SetItem(key, senders),
            buffer.IsOwners ? _strangers : _strangers.Remove(buffer.Sequence),
            _strangerBytes - (buffer.IsOwners ? 0UL : buffer.BlockSize),
            _nextSequence);
    }

    /// <summary>Drops everybody's parts of a block: it is here.</summary>
    public PartShelf Without(in Cid key)
    {
        var shelf = this;
        foreach (var (sender, _) in Of(key))
        {
            shelf = shelf.Without(key, sender);
        }

        return shelf;
    }

    /// <summary>Drops the parts that count for a declaration, among the blocks it knows.</summary>
    public PartShelf Without(DeclarationState declaration)
    {
        var shelf = this;
        foreach (var (key, _) in _buffers.IsEmpty ? ImmutableSortedDictionary<Cid, BlockEntry>.Empty : declaration.Entries)
        {
            foreach (var (sender, buffer) in Of(key))
            {
                shelf = buffer.Declaration == declaration.Declaration.Id ? shelf.Without(key, sender) : shelf;
            }
        }

        return shelf;
    }

    /// <summary>Number and block bytes of the buffers a sender has open for a declaration.</summary>
    public (int Count, ulong Bytes) Usage(DeclarationState declaration, Address sender)
    {
        var count = 0;
        ulong bytes = 0;
        foreach (var (key, _) in _buffers.IsEmpty ? ImmutableSortedDictionary<Cid, BlockEntry>.Empty : declaration.Entries)
        {
            if (Find(key, sender) is { } buffer && buffer.Declaration == declaration.Declaration.Id)
            {
                count++;
                bytes += buffer.BlockSize;
            }
        }

        return (count, bytes);
    }

    /// <summary>Drops the oldest strangers' buffers until one of <paramref name="blockSize"/> bytes fits.</summary>
    public PartShelf WithRoomForStranger(uint blockSize)
    {
        var shelf = this;
        while (shelf._strangers.Count >= ContentLimits.StrangerBuffersMax || shelf._strangerBytes + blockSize > ContentLimits.StrangerPartBytesMax)
        {
            var (key, sender) = FirstOf(shelf._strangers);
            shelf = shelf.Without(key, sender);
        }

        return shelf;
    }

    /// <summary>Adds every buffer to a digest, by block and sender.</summary>
    public void AddTo(CanonicalWriter writer)
    {
        writer.Add(_nextSequence);
        foreach (var (key, senders) in _buffers)
        {
            foreach (var (sender, buffer) in senders)
            {
                writer.Add(key);
                writer.Add(sender);
                writer.Add(buffer.Declaration.Value);
                writer.Add(buffer.Sequence);
                writer.Add(buffer.BlockSize);
                writer.Add(buffer.Received);
                writer.Add(buffer.Digest);
            }
        }
    }

    /// <summary>Writes every buffer with its parts, by block and sender.</summary>
    public void Save(CanonicalWriter writer)
    {
        writer.Add(_nextSequence);
        foreach (var (key, senders) in _buffers)
        {
            foreach (var (sender, buffer) in senders)
            {
                writer.Add(key);
                writer.Add(sender);
                writer.Add(buffer.Declaration.Value);
                writer.Add(buffer.Sequence);
                writer.Add((ulong)buffer.BlockSize);
                writer.Add((ulong)buffer.Parts.Length);
                foreach (var part in buffer.Parts)
                {
                    writer.Add(part.Span);
                }
            }
        }
    }

    /// <summary>Reads what <see cref="Save"/> wrote, up to the end; what does not fit the store's declarations fails the reader.</summary>
    public static PartShelf Load(ref CanonicalReader reader, BlockStore store)
    {
        var next = reader.ReadUInt64();
        var shelf = Empty;
        while (reader.HasMore)
        {
            var key = StoreForm.ReadCid(ref reader);
            var sender = reader.ReadAddress();
            var id = new DeclarationId(reader.ReadUInt64());
            var known = store.Declarations.TryGetValue(id, out var state) && state.Wants(key) && !store.Blocks.ContainsKey(key);
            reader.Require(known && shelf.Find(key, sender) is null);
            if (!reader.HasFailed)
            {
                var buffer = LoadBuffer(ref reader, id, state!.Declaration.Owner == sender, next);
                reader.Require(!shelf._strangers.ContainsKey(buffer.Sequence));
                shelf = shelf.With(key, sender, buffer);
            }
        }

        reader.Require(shelf._strangers.Count <= ContentLimits.StrangerBuffersMax && shelf._strangerBytes <= ContentLimits.StrangerPartBytesMax);
        return new PartShelf(shelf._buffers, shelf._strangers, shelf._strangerBytes, next);
    }

    private static PartBuffer LoadBuffer(ref CanonicalReader reader, DeclarationId declaration, bool isOwners, ulong next)
    {
        var sequence = reader.ReadUInt64();
        reader.Require(sequence < next);
        var blockSize = (uint)reader.ReadUInt64(ContentLimits.BlockSizeMax);
        var buffer = new PartBuffer(declaration, sequence, isOwners, blockSize, 0, [], Hash32.Zero);
        var count = reader.ReadUInt64(ContentLimits.PartsPerBlockMax);
        reader.Require(count > 0);
        for (ulong i = 0; i < count && !reader.HasFailed; i++)
        {
            var part = reader.ReadBytes();
            reader.Require(!part.IsEmpty && part.Length < blockSize - buffer.Received);
            buffer = reader.HasFailed ? buffer : buffer.With(part);
        }

        return buffer;
    }

    private ImmutableSortedDictionary<Address, PartBuffer> Of(in Cid key) => _buffers.GetValueOrDefault(key, NoBuffers);

    private static (Cid Key, Address Sender) FirstOf(ImmutableSortedDictionary<ulong, (Cid Key, Address Sender)> strangers)
    {
        foreach (var (_, value) in strangers)
        {
            return value;
        }

        throw new InvariantException("room for a stranger's block always comes before the shelf is empty");
    }
}
