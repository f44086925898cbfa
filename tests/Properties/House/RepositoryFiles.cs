using System.Diagnostics;
using System.Xml.Linq;

namespace Properties.House;

/// <summary>The repository as git sees it: tracked files only, so that build output and installed packages never count.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<string> Tracked()
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["ls-files", "--cached", "--others", "--exclude-standard"])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
        })!;
        var paths = git.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit();
        return git.ExitCode == 0 ? paths : throw new InvalidOperationException($"git ls-files ended with {git.ExitCode} in {Root}");
    }

    public static IReadOnlyList<string> ProjectPaths() =>
        [.. Tracked().Where(path => path.EndsWith(".csproj", StringComparison.Ordinal))];

    public static Dictionary<string, XDocument> Projects() =>
        ProjectPaths().ToDictionary(path => Path.GetFileNameWithoutExtension(path), path => XDocument.Load(Path.Combine(Root, path)), StringComparer.Ordinal);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Rollup.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("Rollup.sln was not found above the test's folder");
    }
}
