using System.Diagnostics;

namespace ModelMarket.Cli.Tests.Support;

/// <summary>Runs a script of the tests under Node.js, bounded in time.</summary>
internal static class NodeScript
{
    /// <summary>A file of this project's source folder.</summary>
    public static string File(params string[] parts) => Path.Combine([RepositoryRoot(), "tests", "ModelMarket.Cli.Tests", .. parts]);

    /// <summary>The repository.</summary>
    public static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder.FullName, "Rollup.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("the tests run outside the repository");
    }

    /// <summary>Runs it to its end.</summary>
    /// <returns>What it printed.</returns>
    public static async Task<string> RunAsync(TimeSpan limit, string input, params string[] arguments)
    {
        var start = new ProcessStartInfo("node", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        using var timed = new CancellationTokenSource(limit);
        var output = process.StandardOutput.ReadToEndAsync(timed.Token);
        var error = process.StandardError.ReadToEndAsync(timed.Token);
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), timed.Token);
            process.StandardInput.Close();
            await process.WaitForExitAsync(timed.Token);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        process.ExitCode.Should().Be(0, "node said: {0}", await error);
        return (await output).Trim();
    }
}
