using System.Collections.Immutable;
using ModelMarket.Content.UnixFs;
using Rollup.Primitives;

namespace ModelMarket.Content.Store;

/// <summary>A declaration and the blocks known to belong to its file. Immutable; the digest is kept once computed.</summary>
internal sealed class DeclarationState
{
    private Hash32? _digest;

    private DeclarationState(Declaration declaration, ImmutableSortedDictionary<Cid, BlockEntry> entries, int missingCount, ulong chargedBytes)
    {
        Declaration = declaration;
        Entries = entries;
        MissingCount = missingCount;
        ChargedBytes = chargedBytes;
    }

    public Declaration Declaration { get; }

    /// <summary>Blocks by version 1 CID.</summary>
    public ImmutableSortedDictionary<Cid, BlockEntry> Entries { get; }

    public int MissingCount { get; }

    public ulong ChargedBytes { get; }

    public DeclarationStatus Status => new(Declaration, Entries.Count, MissingCount, ChargedBytes);

    /// <summary>A fresh declaration wants its root.</summary>
    public static DeclarationState Of(Declaration declaration)
    {
        var root = new BlockEntry(declaration.SizeBytes, 0, false);
        var entries = ImmutableSortedDictionary<Cid, BlockEntry>.Empty.Add(declaration.Root.ToV1(), root);
        return new DeclarationState(declaration, entries, 1, ChargeOfFresh(declaration.SizeBytes));
    }

    /// <summary>What a fresh declaration takes of its quota: all bytes of the file, each time they are referenced, and one entry.</summary>
    public static ulong ChargeOfFresh(ulong sizeBytes) => sizeBytes + ContentLimits.BlockEntryBytes;

    public bool Wants(in Cid key) => Entries.TryGetValue(key, out var entry) && !entry.IsHeld;

    /// <summary>Takes a wanted, verified block into the file: checks its size, depth and links against everything known.</summary>
    /// <param name="key">Version 1 CID; an entry that is not held.</param>
    /// <param name="block">The block.</param>
    /// <param name="next">The declaration with the block held and its links known.</param>
    /// <param name="added">Blocks first linked by this one.</param>
    /// <param name="fault">Why it does not belong.</param>
    public bool TryAdmit(in Cid key, StoredBlock block, out DeclarationState next, out IReadOnlyList<Cid> added, out ContentFault fault)
    {
        next = this;
        added = [];
        var entry = Entries[key];
        if (block.Node.SizeBytes != entry.FileBytes)
        {
            return Fail(ContentError.SizeMismatch, $"Block {key} stands for {block.Node.SizeBytes} bytes; declaration {Declaration.Id} expects {entry.FileBytes}.", out fault);
        }

        if (block.Node.Links.Count > 0 && entry.Depth == ContentLimits.DepthMax)
        {
            return Fail(ContentError.TooDeep, $"The file has more than {ContentLimits.DepthMax} levels below its root.", out fault);
        }

        var entries = Entries.ToBuilder();
        entries[key] = entry with { IsHeld = true };
        if (!TryAddLinks(entries, block.Node, (byte)(entry.Depth + 1), out var fresh, out fault))
        {
            return false;
        }

        var charged = ChargedBytes + block.OverheadBytes + ((ulong)fresh.Count * ContentLimits.BlockEntryBytes);
        if (charged > Declaration.QuotaBytes)
        {
            return Fail(ContentError.QuotaExceeded, $"Block {key} would bring declaration {Declaration.Id} to {charged} of {Declaration.QuotaBytes} bytes.", out fault);
        }

        added = fresh;
        next = new DeclarationState(Declaration, entries.ToImmutable(), MissingCount - 1 + fresh.Count, charged);
        return true;
    }

    /// <summary>The state's hash: the declaration, then each entry in order of CIDs.</summary>
    public Hash32 Digest() => _digest ??= ComputeDigest();

    private Hash32 ComputeDigest()
    {
        var writer = new CanonicalWriter();
        writer.Add(Declaration.Id.Value);
        writer.Add(Declaration.Owner);
        writer.Add(Declaration.Root);
        writer.Add(Declaration.SizeBytes);
        writer.Add(Declaration.QuotaBytes);
        writer.Add(ChargedBytes);
        writer.Add((ulong)Entries.Count);
        foreach (var (cid, entry) in Entries)
        {
            writer.Add(cid);
            writer.Add(entry.FileBytes);
            writer.Add(entry.Depth);
            writer.Add(entry.IsHeld ? (byte)1 : (byte)0);
        }

        return writer.Hash();
    }

    private static bool TryAddLinks(
        ImmutableSortedDictionary<Cid, BlockEntry>.Builder entries, FileNode node, byte depth, out List<Cid> fresh, out ContentFault fault)
    {
        fresh = [];
        foreach (var link in node.Links)
        {
            var key = link.Cid.ToV1();
            if (!entries.TryGetValue(key, out var known))
            {
                entries.Add(key, new BlockEntry(link.SizeBytes, depth, false));
                fresh.Add(key);
            }
            else if (known.FileBytes != link.SizeBytes)
            {
                return Fail(ContentError.SizeMismatch, $"Block {key} is linked as {known.FileBytes} and as {link.SizeBytes} bytes.", out fault);
            }
            else if (known.Depth != depth)
            {
                return Fail(ContentError.UnevenDepth, $"Block {key} is linked at levels {known.Depth} and {depth}.", out fault);
            }
        }

        return entries.Count > ContentLimits.BlocksPerDeclarationMax
            ? Fail(ContentError.TooManyBlocks, $"The file has more than {ContentLimits.BlocksPerDeclarationMax} distinct blocks.", out fault)
            : Succeed(out fault);
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
