namespace ModelMarket.Cli.Session;

/// <summary>Files that hold a secret: read only where nobody else may, written for the owner only.</summary>
internal static class SecretFile
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>Reads the first line of a file that only its owner may read.</summary>
    /// <exception cref="CliFault">There is no such file, or others may read it.</exception>
    public static string FirstLine(string path)
    {
        if (!File.Exists(path))
        {
            throw CliFault.Usage($"There is no file {path}.");
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
        {
            throw CliFault.Usage($"Others than its owner may read {path}, so what it holds is no secret.", $"chmod 600 {path}");
        }

        using var reader = new StreamReader(path);
        return reader.ReadLine() ?? string.Empty;
    }

    /// <summary>Writes a new file for the owner only; never overwrites.</summary>
    /// <exception cref="CliFault">The file is there already.</exception>
    public static async Task WriteNewAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        if (File.Exists(path))
        {
            throw CliFault.Usage($"{path} exists already.", "Name another file; nothing is ever overwritten here.");
        }

        await StateFolder.WriteAsync(Path.GetFullPath(path), bytes, cancellation);
    }
}
