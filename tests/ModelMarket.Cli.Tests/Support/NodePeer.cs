using System.Diagnostics;

namespace ModelMarket.Cli.Tests.Support;

/// <summary>A server of somebody else's under Node.js, on a free port of loopback: its script prints the address once it listens and ends when its input does.</summary>
internal sealed class NodePeer : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(10);
    private readonly Process _process;
    private readonly Task<string> _rest;
    private readonly Task<string> _error;
    private bool _ended;

    private NodePeer(Process process, Task<string> error, string address)
    {
        _process = process;
        _error = error;
        _rest = process.StandardOutput.ReadToEndAsync();
        Address = new Uri(address);
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Starts a script and waits until it listens.</summary>
    public static async Task<NodePeer> StartAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("node", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        var process = Process.Start(start)!;
        try
        {
            var error = process.StandardError.ReadToEndAsync();
            var line = await process.StandardOutput.ReadLineAsync().WaitAsync(StartLimit);
            return new NodePeer(process, error, line ?? throw new InvalidOperationException($"node said: {await error}"));
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            process.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_ended)
        {
            return;
        }

        _ended = true;
        _process.StandardInput.Close();
        if (!_process.WaitForExit(EndLimit))
        {
            _process.Kill(entireProcessTree: true);
        }

        await Task.WhenAll(_rest, _error);
        _process.Dispose();
    }
}
