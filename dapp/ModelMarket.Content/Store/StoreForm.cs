using Rollup.Primitives;

namespace ModelMarket.Content.Store;

/// <summary>A whole store as bytes: blocks by CID, declarations by number with the blocks they hold, parts. Entries, holders, charges and
/// interests are functions of these, so they are found again when it is read.</summary>
internal static class StoreForm
{
    private const byte Version = 1;

    public static byte[] Write(BlockStore store)
    {
        var writer = new CanonicalWriter();
        writer.Add(Version);
        writer.Add((ulong)store.Blocks.Count);
        foreach (var (key, block) in store.Blocks)
        {
            writer.Add(key);
            writer.Add(block.Data.Span);
        }

        writer.Add((ulong)store.Declarations.Count);
        foreach (var (_, state) in store.Declarations)
        {
            Write(writer, state);
        }

        store.Parts.Save(writer);
        return writer.ToArray();
    }

    public static bool TryRead(ReadOnlySpan<byte> saved, ISha256 sha256, out BlockStore store)
    {
        var reader = new CanonicalReader(saved);
        var draft = new StoreDraft(BlockStore.Empty);
        reader.Require(reader.ReadByte() == Version);
        var blockCount = reader.ReadUInt64();
        for (ulong i = 0; i < blockCount && !reader.HasFailed; i++)
        {
            var key = ReadCid(ref reader);
            var data = reader.ReadBytes();
            reader.Require(!reader.HasFailed && draft.TryRestore(key, data, sha256));
        }

        var declarationCount = reader.ReadUInt64();
        for (ulong i = 0; i < declarationCount && !reader.HasFailed; i++)
        {
            ReadDeclaration(ref reader, draft);
        }

        foreach (var (_, block) in draft.Blocks)
        {
            reader.Require(block.HolderCount > 0);
        }

        draft.Parts = PartShelf.Load(ref reader, draft.ToStore());
        store = draft.ToStore();
        return reader.IsComplete && store.Save().AsSpan().SequenceEqual(saved);
    }

    /// <summary>Version, codec and digest, as the writer adds them.</summary>
    public static Cid ReadCid(ref CanonicalReader reader)
    {
        var version = (CidVersion)reader.ReadByte();
        var codec = (CidCodec)reader.ReadByte();
        var digest = reader.ReadHash32();
        reader.Require(codec is CidCodec.DagPb or CidCodec.Raw && (version == CidVersion.V1 || (version == CidVersion.V0 && codec == CidCodec.DagPb)));
        return version == CidVersion.V0 ? Cid.V0(digest) : Cid.V1(codec, digest);
    }

    private static void Write(CanonicalWriter writer, DeclarationState state)
    {
        writer.Add(state.Declaration.Id.Value);
        writer.Add(state.Declaration.Owner);
        writer.Add(state.Declaration.Root);
        writer.Add(state.Declaration.SizeBytes);
        writer.Add(state.Declaration.QuotaBytes);
        writer.Add((ulong)(state.Entries.Count - state.MissingCount));
        foreach (var (key, entry) in state.Entries)
        {
            if (entry.IsHeld)
            {
                writer.Add(key);
            }
        }
    }

    private static void ReadDeclaration(ref CanonicalReader reader, StoreDraft draft)
    {
        var id = new DeclarationId(reader.ReadUInt64());
        var owner = reader.ReadAddress();
        var root = ReadCid(ref reader);
        var declaration = new Declaration(id, owner, root, reader.ReadUInt64(ContentLimits.DeclaredSizeMax), reader.ReadUInt64());
        var heldCount = reader.ReadUInt64(ContentLimits.BlocksPerDeclarationMax);
        var held = new SortedSet<Cid>();
        for (ulong i = 0; i < heldCount && !reader.HasFailed; i++)
        {
            held.Add(ReadCid(ref reader));
        }

        reader.Require(!reader.HasFailed && draft.ToStore().CheckDeclaration(declaration).Error == ContentError.None && draft.TryRestore(declaration, held));
    }
}
