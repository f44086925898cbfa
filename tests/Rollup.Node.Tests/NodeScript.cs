using System.Diagnostics;

namespace Rollup.Node.Tests;

/// <summary>Runs a script of OfficialClients with Node.js.</summary>
internal static class NodeScript
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The scripts lie beside their node_modules, in the source tree.</summary>
    public static string PathOf(string script)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "OfficialClients", script);
            if (File.Exists(path))
                return path;
        }
        throw new FileNotFoundException($"{script} is in no OfficialClients folder above {AppContext.BaseDirectory}");
    }

    public static async Task<(int ExitCode, string Output)> RunAsync(string script, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("node", [PathOf(script), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw new TimeoutException($"{script} took longer than {Patience}: {await output} {await error}");
        }
        return (process.ExitCode, await output + await error);
    }
}
