using ModelMarket.Content;
using ModelMarket.Content.Car;
using ModelMarket.Content.UnixFs;
using Rollup.Primitives;

namespace ModelMarket.Cli.Storage;

/// <summary>
/// Blocks in a local folder, one file each, named by CID: the embedded default of every command. A block is written beside and then renamed,
/// so a crash leaves no half block; it is verified whenever it is read, so a damaged disk cannot deceive. Layout: <c>blocks/&lt;two
/// characters&gt;/&lt;CIDv1&gt;</c>, <c>pins/&lt;CID&gt;</c> holding a label, <c>tmp/</c>. Several processes may use one folder.
/// </summary>
internal sealed class BlockFolder : IBlockSource, IBlockSink
{
    private const int ShardLength = 2;

    private readonly string _blocks;
    private readonly string _pins;
    private readonly string _temporary;
    private readonly ISha256 _sha256;
    private readonly Action<Cid> _damaged;
    private readonly HashSet<string> _shards = new(StringComparer.Ordinal);

    /// <summary>Opens a folder, making it if need be.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="sha256">SHA-256 of this host.</param>
    /// <param name="damaged">Told the CID of a block whose file no longer hashes to it; the file has been removed. Null to say nothing.</param>
    public BlockFolder(string path, ISha256 sha256, Action<Cid>? damaged = null)
    {
        _blocks = Path.Combine(path, "blocks");
        _pins = Path.Combine(path, "pins");
        _temporary = Path.Combine(path, "tmp");
        _sha256 = sha256;
        _damaged = damaged ?? (_ => { });
        Directory.CreateDirectory(_blocks);
        Directory.CreateDirectory(_pins);
        Directory.CreateDirectory(_temporary);
        RemoveLeftovers();
    }

    /// <inheritdoc/>
    /// <exception cref="CliFault">The bytes are not the block's.</exception>
    public void Put(in Cid cid, ReadOnlySpan<byte> data)
    {
        if (!BlockHash.TryVerify(_sha256, cid, data, out var fault))
        {
            throw CliFault.Failed($"A block was not stored. {fault.Detail}");
        }

        Keep(cid, data);
    }

    /// <summary>Keeps a block whose CID was computed from these very bytes.</summary>
    public void PutVerified(in Cid cid, ReadOnlySpan<byte> data) => Keep(cid, data);

    /// <summary>Whether a block is here and readable.</summary>
    public bool Contains(in Cid cid) => TryGet(cid, out _);

    /// <inheritdoc/>
    public bool TryGet(in Cid cid, out ReadOnlyMemory<byte> data)
    {
        data = default;
        var path = PathOf(cid);
        if (!File.Exists(path))
        {
            return false;
        }

        var bytes = new FileInfo(path).Length <= ContentLimits.BlockSizeMax ? File.ReadAllBytes(path) : [];
        if (!BlockHash.Matches(_sha256, cid, bytes))
        {
            File.Delete(path);
            _damaged(cid);
            return false;
        }

        data = bytes;
        return true;
    }

    /// <summary>CIDs (version 1) of all blocks, in order of their text. Nothing is read or verified.</summary>
    public IEnumerable<Cid> List()
    {
        foreach (var shard in Directory.EnumerateDirectories(_blocks).Order(StringComparer.Ordinal))
        {
            foreach (var file in Directory.EnumerateFiles(shard).Order(StringComparer.Ordinal))
            {
                if (Cid.TryParse(Path.GetFileName(file), out var cid, out _))
                {
                    yield return cid;
                }
            }
        }
    }

    /// <summary>Marks a file as one to keep.</summary>
    /// <param name="root">The file.</param>
    /// <param name="label">What it is, for people.</param>
    public void Pin(in Cid root, string label) => WriteAtomically(Path.Combine(_pins, root.ToString()), System.Text.Encoding.UTF8.GetBytes(label));

    /// <summary>Takes the mark away; the blocks stay until <see cref="CollectGarbage"/>.</summary>
    /// <returns>False when there was none.</returns>
    public bool Unpin(in Cid root)
    {
        var path = Path.Combine(_pins, root.ToString());
        var pinned = File.Exists(path);
        File.Delete(path);
        return pinned;
    }

    /// <summary>The marked files with their labels, in order of CIDs.</summary>
    public IReadOnlyList<(Cid Root, string Label)> Pins()
    {
        var pins = new List<(Cid, string)>();
        foreach (var file in Directory.EnumerateFiles(_pins).Order(StringComparer.Ordinal))
        {
            if (Cid.TryParse(Path.GetFileName(file), out var cid, out _))
            {
                pins.Add((cid, File.ReadAllText(file)));
            }
        }

        return pins;
    }

    /// <summary>Removes every block that no pinned file reaches.</summary>
    /// <returns>Number and bytes of the blocks removed.</returns>
    public (int Count, long Bytes) CollectGarbage()
    {
        var kept = new HashSet<Cid>();
        foreach (var (root, _) in Pins())
        {
            foreach (var cid in FileWalk.Reachable(root, this))
            {
                kept.Add(cid.ToV1());
            }
        }

        var (count, bytes) = (0, 0L);
        foreach (var cid in List().Where(cid => !kept.Contains(cid)).ToArray())
        {
            var file = new FileInfo(PathOf(cid));
            bytes += file.Length;
            count++;
            file.Delete();
        }

        return (count, bytes);
    }

    /// <summary>Takes in a file, or the one file of a CAR archive.</summary>
    /// <param name="path">A file of either kind.</param>
    /// <param name="options">How a plain file is cut.</param>
    /// <returns>CID and size.</returns>
    /// <exception cref="CliFault">There is no such file, or the archive is not one file.</exception>
    public StoredFile Import(string path, ImportOptions options)
    {
        if (!File.Exists(path))
        {
            throw CliFault.Usage($"There is no file {path}.");
        }

        using var input = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        return Import(input, path, options);
    }

    /// <summary>Takes in a stream that can seek; see <see cref="Import(string, ImportOptions)"/>.</summary>
    public StoredFile Import(Stream input, string name, ImportOptions options)
    {
        var sink = new VerifiedSink(this);
        if (!FileOrCar.TryImport(input, options, _sha256, sink, out var root, out var fault))
        {
            throw CliFault.Failed($"{name} was not imported. {fault.Detail}");
        }

        if (!TryGet(root, out var block) || !FileNode.TryParse(root.Codec, block, out var node, out fault))
        {
            throw CliFault.Failed($"The archive {name} does not hold a file under its root {root}. {fault.Detail}");
        }

        return new StoredFile(root, node.SizeBytes, sink.Count);
    }

    /// <summary>Removes what a crashed process left, but nothing that one may still be writing.</summary>
    private void RemoveLeftovers()
    {
        foreach (var file in Directory.EnumerateFiles(_temporary))
        {
            if (File.GetLastWriteTimeUtc(file) < DateTime.UtcNow.AddDays(-1))
            {
                File.Delete(file);
            }
        }
    }

    private static string ShardOf(string name) => name[^(ShardLength + 1)..^1];

    private string PathOf(in Cid cid)
    {
        var name = cid.ToV1().ToString();
        return Path.Combine(_blocks, ShardOf(name), name);
    }

    private void Keep(in Cid cid, ReadOnlySpan<byte> data)
    {
        var path = PathOf(cid);
        var existing = new FileInfo(path);
        if (!existing.Exists || existing.Length != data.Length)
        {
            WriteAtomically(path, data);
        }
    }

    private void WriteAtomically(string path, ReadOnlySpan<byte> data)
    {
        var folder = Path.GetDirectoryName(path)!;
        if (_shards.Add(folder))
        {
            Directory.CreateDirectory(folder);
        }

        var temporary = Path.Combine(_temporary, Path.GetRandomFileName());
        using (var file = File.OpenHandle(temporary, FileMode.CreateNew, FileAccess.Write, preallocationSize: 0))
        {
            RandomAccess.Write(file, data, 0);
        }

        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Blocks from an importer or a CAR reader: their hashes have just been computed.</summary>
    private sealed class VerifiedSink(BlockFolder folder) : IBlockSink
    {
        public int Count { get; private set; }

        public void Put(in Cid cid, ReadOnlySpan<byte> data)
        {
            folder.Keep(cid, data);
            Count++;
        }
    }
}
