using System.Text;
using ModelMarket.Content;
using ModelMarket.Content.UnixFs;
using Rollup.Primitives;

namespace ModelMarket.Cli.Storage;

/// <summary>Turns files and folders of this machine into blocks: the same bytes and options give the same CID as the reference importers.
/// Symbolic links are not followed: a folder holds what is in it.</summary>
internal sealed class ContentImporter
{
    private const int ReadBytes = 1 << 20;

    private readonly ContentCut _cut;
    private readonly ISha256 _sha256;
    private readonly Counter _sink;
    private readonly Action<long> _progress;
    private long _bytes;

    /// <summary>Prepares an import.</summary>
    /// <param name="cut">How files are cut.</param>
    /// <param name="sha256">SHA-256 of this host.</param>
    /// <param name="sink">Takes the blocks.</param>
    /// <param name="progress">Told the bytes read so far.</param>
    public ContentImporter(ContentCut cut, ISha256 sha256, IBlockSink sink, Action<long> progress)
    {
        _cut = cut;
        _sha256 = sha256;
        _sink = new Counter(sink);
        _progress = progress;
    }

    /// <summary>Imports a file or a folder with all below it.</summary>
    /// <exception cref="CliFault">There is nothing of that name, or a folder has too many entries for one block.</exception>
    public StoredFile Import(string path)
    {
        var (root, _) = Directory.Exists(path) ? Folder(new DirectoryInfo(path), 0)
            : File.Exists(path) ? FileOf(path)
            : throw CliFault.Usage($"There is no file or folder {path}.");
        return new StoredFile(root, (ulong)_bytes, _sink.Count);
    }

    /// <summary>Imports what a stream gives to its end.</summary>
    public ImportedFile Import(Stream input)
    {
        var importer = new UnixFsImporter(_cut.Options, _sha256, _sink);
        var rabin = _cut.Rabin is { } chunking ? new RabinChunker(chunking) : null;
        var buffer = new byte[ReadBytes];
        for (int read; (read = input.Read(buffer)) > 0;)
        {
            Write(importer, rabin, buffer.AsSpan(0, read));
            _bytes += read;
            _progress(_bytes);
        }

        return importer.Finish();
    }

    private static void Write(UnixFsImporter importer, RabinChunker? rabin, ReadOnlySpan<byte> bytes)
    {
        if (rabin is null)
        {
            importer.Write(bytes);
            return;
        }

        while (!bytes.IsEmpty)
        {
            var taken = rabin.Take(bytes, out var ends);
            importer.Write(bytes[..taken]);
            if (ends)
            {
                importer.Cut();
            }

            bytes = bytes[taken..];
        }
    }

    private (Cid Root, ulong TreeSize) FileOf(string path)
    {
        using var input = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        var root = Import(input).Root;
        return (root, _sink.LastTreeSize);
    }

    private (Cid Root, ulong TreeSize) Folder(DirectoryInfo folder, int depth)
    {
        if (depth > StorageLimits.FolderDepthMax)
        {
            throw CliFault.Usage($"{folder.FullName} is more than {StorageLimits.FolderDepthMax} folders deep.");
        }

        var entries = new List<DagPbLink>();
        long linkBytes = 0;
        foreach (var entry in folder.EnumerateFileSystemInfos().Where(entry => entry.LinkTarget is null))
        {
            var (cid, size) = entry is DirectoryInfo below ? Folder(below, depth + 1) : FileOf(entry.FullName);
            entries.Add(new DagPbLink(cid, Encoding.UTF8.GetBytes(entry.Name), size));
            linkBytes += Encoding.UTF8.GetByteCount(entry.Name) + cid.EncodedLength;
        }

        if (linkBytes > StorageLimits.FolderLinkBytesMax || entries.Count > ContentLimits.LinksPerNodeMax)
        {
            throw CliFault.Usage(
                $"{folder.FullName} has {entries.Count} entries: more than {ContentLimits.LinksPerNodeMax}, or names of more than {StorageLimits.FolderLinkBytesMax} bytes, do not fit one block.",
                "Split the folder, or add an archive of it.");
        }

        var block = ContentNode.EncodeFolder(entries);
        var root = BlockHash.Of(_sha256, _cut.Options.Version, CidCodec.DagPb, block);
        _sink.Put(root, block);
        return (root, _sink.LastTreeSize);
    }

    /// <summary>Passes blocks on and remembers what folders need to know of the last one, which is a file's root.</summary>
    private sealed class Counter(IBlockSink sink) : IBlockSink
    {
        public int Count { get; private set; }

        public ulong LastTreeSize { get; private set; }

        public void Put(in Cid cid, ReadOnlySpan<byte> data)
        {
            sink.Put(cid, data);
            Count++;
            LastTreeSize = cid.Codec == CidCodec.Raw ? (ulong)data.Length : ContentNode.TreeSize(cid, data.ToArray());
        }
    }
}
