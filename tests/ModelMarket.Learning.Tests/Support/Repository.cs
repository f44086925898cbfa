namespace ModelMarket.Learning.Tests.Support;

/// <summary>Where the repository lies, seen from the test binaries.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Rollup.sln")))
                return at.FullName;
        }

        throw new InvalidOperationException("Rollup.sln is not above the test binaries");
    }
}
