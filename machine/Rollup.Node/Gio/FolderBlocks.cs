namespace Rollup.Node.Gio;

/// <summary>Blocks in a folder, a file each, named by CIDv1: <c>FOLDER/blocks/XX/CID</c> with the name's last characters but one as XX, or plainly <c>FOLDER/CID</c>.</summary>
internal sealed class FolderBlocks(string folder) : IBlockLocation
{
    public async Task<byte[]?> FindAsync(BlockId id, CancellationToken cancellationToken)
    {
        foreach (string path in new[] { Path.Combine(folder, id.ToString()), Sharded(id) })
        {
            if (new FileInfo(path) is { Exists: true, Length: <= IpfsBlockDomain.BlockSizeBytesMax })
                return await ReadAsync(path, cancellationToken).ConfigureAwait(false);
        }
        return null;
    }

    public void Keep(BlockId id, byte[] block)
    {
        string path = Sharded(id), temporary = $"{path}.{Guid.NewGuid():N}";
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(temporary, block);
        File.Move(temporary, path, overwrite: true);
    }

    public override string ToString() => $"the folder {folder}";

    private static async Task<byte[]?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException)
        {
            return null; // removed meanwhile, or unreadable: as if it were not there
        }
    }

    private string Sharded(BlockId id)
    {
        string name = id.ToString();
        return Path.Combine(folder, "blocks", name[^3..^1], name);
    }
}
