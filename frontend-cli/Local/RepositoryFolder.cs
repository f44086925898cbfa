namespace ModelMarket.Cli.Local;

/// <summary>Finds the clone this program was built in, where there is one: its sources, npm parts and caches.</summary>
internal static class RepositoryFolder
{
    private const string Marker = "Rollup.sln";

    /// <summary>The root of the clone, or null for an installed tool.</summary>
    public static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Marker)))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
