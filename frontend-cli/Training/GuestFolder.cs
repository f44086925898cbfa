namespace ModelMarket.Cli.Training;

/// <summary>A folder that a module sees.</summary>
/// <param name="Name">Its absolute path, such as <c>/model</c>.</param>
/// <param name="IsWritable">Whether files may be made in it.</param>
internal sealed record GuestFolder(string Name, bool IsWritable)
{
    /// <summary>Its files by name.</summary>
    public Dictionary<string, GuestFile> Files { get; } = new(StringComparer.Ordinal);
}
