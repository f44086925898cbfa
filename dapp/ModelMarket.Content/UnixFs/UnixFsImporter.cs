using Rollup.Primitives;

namespace ModelMarket.Content.UnixFs;

/// <summary>Turns a file into blocks while it is being read: fixed-size chunks, balanced layout, as the reference importers do. Keeps
/// one chunk and, per level, the links of one node in memory. Write the bytes, then call <see cref="Finish"/> once.</summary>
public sealed class UnixFsImporter
{
    private readonly ImportOptions _options;
    private readonly ISha256 _sha256;
    private readonly IBlockSink _sink;
    private readonly byte[] _chunk;
    private readonly List<List<Entry>> _levels = [[]];
    private byte[] _scratch = [];
    private int _filled;
    private ulong _sizeBytes;
    private ulong _blockCount;
    private bool _finished;

    /// <summary>Prepares an import.</summary>
    /// <param name="options">Chunk size, leaves, CID version, width.</param>
    /// <param name="sha256">The platform's SHA-256 on a host, the managed one in the machine.</param>
    /// <param name="sink">Takes the blocks: leaves as they fill, nodes after their children, the root last.</param>
    public UnixFsImporter(ImportOptions options, ISha256 sha256, IBlockSink sink)
    {
        _options = options.Checked();
        _sha256 = sha256;
        _sink = sink;
        _chunk = new byte[options.ChunkSize];
    }

    /// <summary>Imports bytes that are in memory.</summary>
    public static ImportedFile Import(ReadOnlySpan<byte> content, ImportOptions options, ISha256 sha256, IBlockSink sink)
    {
        var importer = new UnixFsImporter(options, sha256, sink);
        importer.Write(content);
        return importer.Finish();
    }

    /// <summary>Imports a stream to its end, from where it stands.</summary>
    public static ImportedFile Import(Stream content, ImportOptions options, ISha256 sha256, IBlockSink sink)
    {
        var importer = new UnixFsImporter(options, sha256, sink);
        for (var read = -1; read != 0;)
        {
            read = content.Read(importer._chunk, importer._filled, importer._chunk.Length - importer._filled);
            importer.Advance(read);
        }

        return importer.Finish();
    }

    /// <summary>Takes the next bytes of the file.</summary>
    public void Write(ReadOnlySpan<byte> content)
    {
        while (!content.IsEmpty)
        {
            if (_filled == 0 && content.Length >= _chunk.Length)
            {
                AddLeaf(content[.._chunk.Length]);
                content = content[_chunk.Length..];
                continue;
            }

            var taken = Math.Min(content.Length, _chunk.Length - _filled);
            content[..taken].CopyTo(_chunk.AsSpan(_filled));
            Advance(taken);
            content = content[taken..];
        }
    }

    /// <summary>Ends the leaf that is being filled, so that the next byte begins another: for chunkers that look at the bytes. Does nothing between leaves.</summary>
    public void Cut()
    {
        if (_filled > 0)
        {
            AddLeaf(_chunk.AsSpan(0, _filled));
            _filled = 0;
        }
    }

    /// <summary>Ends the file: the last leaf, the nodes above, the root.</summary>
    public ImportedFile Finish()
    {
        Invariant.Require(!_finished, "an import is finished once");
        _finished = true;
        if (_filled > 0 || _blockCount == 0)
        {
            AddLeaf(_chunk.AsSpan(0, _filled));
        }

        for (var level = 0; ; level++)
        {
            var isTop = level == _levels.Count - 1;
            if (isTop && _levels[level].Count == 1)
            {
                return new ImportedFile(_levels[level][0].Cid, _sizeBytes, _blockCount);
            }

            if (_levels[level].Count > 0)
            {
                Flush(level);
            }
        }
    }

    private void Advance(int count)
    {
        _filled += count;
        if (_filled == _chunk.Length)
        {
            AddLeaf(_chunk);
            _filled = 0;
        }
    }

    private void AddLeaf(ReadOnlySpan<byte> chunk)
    {
        _sizeBytes += (ulong)chunk.Length;
        if (_options.Leaves == LeafKind.Raw)
        {
            var cid = Emit(CidVersion.V1, CidCodec.Raw, chunk);
            Add(0, new Entry(cid, (ulong)chunk.Length, (ulong)chunk.Length));
            return;
        }

        // An empty file has no data field, as the reference importers write it.
        var data = chunk.IsEmpty ? (ReadOnlyMemory<byte>?)null : chunk.ToArray();
        AddNode(0, new UnixFsData(UnixFsType.File, data, (ulong)chunk.Length, []), []);
    }

    private void Flush(int level)
    {
        var entries = _levels[level];
        var links = new DagPbLink[entries.Count];
        var sizes = new ulong[entries.Count];
        ulong total = 0;
        for (var i = 0; i < links.Length; i++)
        {
            links[i] = new DagPbLink(entries[i].Cid, ReadOnlyMemory<byte>.Empty, entries[i].TreeSizeBytes);
            sizes[i] = entries[i].FileSizeBytes;
            total += sizes[i];
        }

        entries.Clear();
        AddNode(level + 1, new UnixFsData(UnixFsType.File, null, total, sizes), links);
    }

    private void AddNode(int level, UnixFsData unixFs, DagPbLink[] links)
    {
        var node = new DagPbNode(links, unixFs.Encode());
        var length = node.EncodedLength();
        _scratch = _scratch.Length < length ? new byte[length] : _scratch;
        var block = _scratch.AsSpan(0, node.WriteTo(_scratch));
        var cid = Emit(_options.Version, CidCodec.DagPb, block);
        var treeSize = (ulong)length;
        foreach (var link in links)
        {
            treeSize += link.TreeSizeBytes ?? 0;
        }

        Add(level, new Entry(cid, unixFs.FileSize, treeSize));
    }

    private void Add(int level, Entry entry)
    {
        if (level == _levels.Count)
        {
            _levels.Add([]);
        }

        _levels[level].Add(entry);
        if (_levels[level].Count == _options.LinksPerNode)
        {
            Flush(level);
        }
    }

    private Cid Emit(CidVersion version, CidCodec codec, ReadOnlySpan<byte> block)
    {
        var cid = BlockHash.Of(_sha256, version, codec, block);
        _sink.Put(cid, block);
        _blockCount++;
        return cid;
    }

    private readonly record struct Entry(Cid Cid, ulong FileSizeBytes, ulong TreeSizeBytes);
}
