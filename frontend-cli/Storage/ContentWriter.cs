using ModelMarket.Cli.Market;
using ModelMarket.Content;
using ModelMarket.Content.UnixFs;

namespace ModelMarket.Cli.Storage;

/// <summary>Writes content that is here as a file or folder. A file appears whole or not at all; nothing that exists is touched unless asked for.</summary>
internal sealed class ContentWriter(IBlockSource source, bool overwrite)
{
    private int _entries;

    /// <summary>Writes content.</summary>
    /// <exception cref="CliFault">Something of that name exists, or a block is missing or wrong.</exception>
    public void Write(Cid root, string path)
    {
        var node = Node(root);
        if (!node.IsFolder)
        {
            WriteFile(root, path);
            return;
        }

        if (File.Exists(path) || (Directory.Exists(path) && !overwrite))
        {
            throw Exists(path);
        }

        Directory.CreateDirectory(path);
        foreach (var link in node.Links)
        {
            if (++_entries > StorageLimits.FolderEntriesMax)
            {
                throw CliFault.Failed($"The folder has more than {StorageLimits.FolderEntriesMax} entries.");
            }

            Write(link.Cid, Path.Combine(path, link.Name!));
        }
    }

    private void WriteFile(Cid root, string path)
    {
        if (Directory.Exists(path) || (File.Exists(path) && !overwrite))
        {
            throw Exists(path);
        }

        var part = path + ".part";
        try
        {
            using (var output = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20))
            {
                if (!UnixFsReader.TryRead(root, source, HostSha256.Instance, ulong.MaxValue, output, out var fault))
                {
                    throw CliFault.Failed($"{root} cannot be written. {fault.Detail}", $"Fetch it again: modelmarket content get {root} -o file");
                }
            }

            File.Move(part, path, overwrite);
        }
        finally
        {
            File.Delete(part);
        }
    }

    private ContentNode Node(Cid cid)
    {
        if (!source.TryGet(cid, out var block))
        {
            throw CliFault.Failed($"Block {cid} is not here.", $"Fetch it: modelmarket content get {cid} -o file");
        }

        return ContentNode.TryParse(cid, block, out var node, out var fault) ? node : throw CliFault.Failed($"Block {cid} is neither file nor folder. {fault.Detail}");
    }

    private static CliFault Exists(string path) => CliFault.Usage($"{path} exists.", "Name another with -o, or say --force.");
}
