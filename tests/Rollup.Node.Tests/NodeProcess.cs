using System.Diagnostics;
using Rollup.Node.Client;
using Rollup.Node.Dev;

namespace Rollup.Node.Tests;

/// <summary>A node in a process of its own (tests/TestNode), to be killed.</summary>
internal sealed class NodeProcess : IDisposable
{
    private readonly Process _process;

    private NodeProcess(Process process, Uri url)
    {
        _process = process;
        Client = new RollupNodeClient(url, "app");
    }

    public RollupNodeClient Client { get; }

    public static async Task<NodeProcess> StartAsync(DevNetwork network, string folder)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "TestNode.dll");
        Process process = Process.Start(new ProcessStartInfo(
            "dotnet",
            [
                program, network.Anvil.Url.ToString(), network.Deployed.Application.ToString(), folder, $"{DevNetwork.OperatorIndex}",
                TestNetwork.GuestOptions.Command, .. TestNetwork.GuestOptions.Arguments,
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        })!;
        string? line = await process.StandardOutput.ReadLineAsync().WaitAsync(TestNetwork.Patience);
        return line is null ? throw new InvalidOperationException($"the node ended with {process.ExitCode}") : new NodeProcess(process, new Uri(line));
    }

    /// <summary>SIGKILL: no flush, no farewell.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        Client.Dispose();
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }
}
