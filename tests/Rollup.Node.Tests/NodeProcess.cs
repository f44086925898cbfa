using System.Diagnostics;
using System.Globalization;
using Rollup.Node.Client;
using Rollup.Node.Dev;
using Rollup.Primitives;

namespace Rollup.Node.Tests;

/// <summary>A node in a process of its own (tests/TestNode), to be killed.</summary>
internal sealed class NodeProcess : IDisposable
{
    private readonly Process _process;
    private readonly Queue<string> _lastWords = new();

    private NodeProcess(Process process)
    {
        _process = process;
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginErrorReadLine();
    }

    public RollupNodeClient Client { get; private set; } = null!;

    /// <summary>What it logged last.</summary>
    public string LastWords
    {
        get
        {
            lock (_lastWords)
                return string.Join('\n', _lastWords);
        }
    }

    public static Task<NodeProcess> StartAsync(DevNetwork network, string folder) => StartAsync(network.Anvil.Url, network.Deployed.Application, folder, new Dictionary<string, string>());

    /// <summary>Starts one and waits until it listens.</summary>
    /// <exception cref="InvalidOperationException">It ended instead.</exception>
    public static async Task<NodeProcess> StartAsync(Uri l1, Address application, string folder, IReadOnlyDictionary<string, string> environment)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "TestNode.dll");
        var start = new ProcessStartInfo(
            "dotnet",
            [
                program, l1.ToString(), application.ToString(), folder, $"{DevNetwork.OperatorIndex}",
                TestNetwork.GuestOptions.Command, .. TestNetwork.GuestOptions.Arguments, Rollup.Guest.RollupLoop.SnapshotArgument,
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var node = new NodeProcess(Process.Start(start)!);
        string? line = await node._process.StandardOutput.ReadLineAsync().WaitAsync(TestNetwork.Patience);
        if (line is null)
        {
            string words = node.LastWords;
            node.Dispose();
            throw new InvalidOperationException($"the node ended at its start: {words}");
        }
        node.Client = new RollupNodeClient(new Uri(line), "app");
        return node;
    }

    /// <summary>SIGKILL: no flush, no farewell.</summary>
    public void Kill()
    {
        int[] guests = Guests();
        _process.Kill();
        _process.WaitForExit();
        // A guest whose node is gone ends by itself; one that does not may not outlive the test.
        foreach (int guest in guests)
            KillOne(guest);
    }

    /// <summary>SIGKILL for the guest; false when there is none at this moment.</summary>
    public bool KillGuest()
    {
        int[] guests = Guests();
        foreach (int guest in guests)
            KillOne(guest);
        return guests.Length > 0;
    }

    public void Dispose()
    {
        Client?.Dispose();
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }

    private static void KillOne(int id)
    {
        try
        {
            using Process process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            // It ended by itself.
        }
    }

    private int[] Guests()
    {
        try
        {
            return [.. Directory.EnumerateDirectories($"/proc/{_process.Id}/task").SelectMany(task => File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Select(id => int.Parse(id, CultureInfo.InvariantCulture))];
        }
        catch (IOException)
        {
            return []; // a thread ended while it was looked at
        }
    }

    private void Hear(string? line)
    {
        lock (_lastWords)
        {
            if (line is not null)
                _lastWords.Enqueue(line);
            if (_lastWords.Count > 40)
                _lastWords.Dequeue();
        }
    }
}
