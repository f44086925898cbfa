using System.Diagnostics;

namespace ModelMarket.Contracts.Tests;

/// <summary>The folder contracts/ of the clone that runs the tests, and its tools.</summary>
internal static class ContractsFolder
{
    public static string Path { get; } = Find();

    /// <summary>Runs a tool in the folder; its exit code and everything it printed.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string tool, params string[] arguments)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        using var process = Process.Start(new ProcessStartInfo(tool, arguments)
        {
            WorkingDirectory = Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            var errors = process.StandardError.ReadToEndAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>The pinned forge.</summary>
    public static Task<(int ExitCode, string Output)> ForgeAsync(params string[] arguments) =>
        RunAsync("node", ["tools/forge", .. arguments]);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Rollup.sln")))
            folder = folder.Parent;
        return folder is null
            ? throw new InvalidOperationException("Rollup.sln was not found above the test's folder")
            : System.IO.Path.Combine(folder.FullName, "contracts");
    }
}
