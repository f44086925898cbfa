namespace ModelMarket.Cli.Training;

/// <summary>An open file or folder of a module.</summary>
internal sealed class GuestHandle
{
    /// <summary>The folder; null for a file.</summary>
    public GuestFolder? Folder { get; init; }

    /// <summary>The file; null for a folder.</summary>
    public GuestFile? File { get; init; }

    /// <summary>Where the next read or write begins.</summary>
    public long Position { get; set; }
}
