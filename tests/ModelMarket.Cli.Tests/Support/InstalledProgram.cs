using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace ModelMarket.Cli.Tests.Support;

/// <summary>
/// The program as people install it. Where the environment variable <c>MODELMARKET_PROGRAM</c> names one, tests run their command lines in it
/// instead of inside themselves: <c>.ci/steps/tool</c> does so with the single-file programs.
/// </summary>
internal static class InstalledProgram
{
    private const string Own = "MODELMARKET_";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>The program; null to run inside the test.</summary>
    public static string? File { get; } = Environment.GetEnvironmentVariable(Own + "PROGRAM") is { Length: > 0 } file ? file : null;

    /// <summary>Runs one command line to its end.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="variables">Variables of ours that it sees; it sees none that the test has.</param>
    /// <param name="input">What its standard input holds.</param>
    /// <param name="file">Another program than <see cref="File"/>.</param>
    /// <param name="cancellation">Ends it as a service manager would.</param>
    public static async Task<(int Exit, string Output, string Error)> RunAsync(
        IReadOnlyList<string> args, IReadOnlyDictionary<string, string> variables, string input = "", string? file = null, CancellationToken cancellation = default)
    {
        var start = new ProcessStartInfo(file ?? File!, args)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith(Own, StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Patience);
        using var ended = cancellation.Register(() => Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]));
        try
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            await process.StandardInput.WriteAsync(input.AsMemory(), limit.Token);
            process.StandardInput.Close();
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
