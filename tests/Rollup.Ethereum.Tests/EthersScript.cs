using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Rollup.Ethereum.Tests;

/// <summary>Asks ethers, through <c>tests/WalletPackages/ethers.mjs</c>.</summary>
internal static class EthersScript
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static async Task<JsonNode> AskAsync(string question, JsonObject rest)
    {
        rest["question"] = question;
        using Process process = Process.Start(new ProcessStartInfo("node", [ScriptPath()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        await process.StandardInput.WriteAsync(rest.ToJsonString());
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw new TimeoutException($"ethers took longer than {Patience}");
        }
        process.ExitCode.Should().Be(0, await error);
        return JsonNode.Parse(await output)!;
    }

    private static string ScriptPath()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "WalletPackages", "ethers.mjs");
            if (File.Exists(path))
                return path;
        }
        throw new FileNotFoundException($"ethers.mjs is in no WalletPackages folder above {AppContext.BaseDirectory}");
    }
}
