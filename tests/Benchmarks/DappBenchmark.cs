using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Replay;
using Rollup.Guest;
using Rollup.Node.GuestHost;

namespace Benchmarks;

/// <summary>What the dapp's native binary costs: size, time from start to the first <c>/finish</c>, peak memory over a recording.</summary>
internal static class DappBenchmark
{
    private const long BinaryBytesMax = 12 * 1024 * 1024;
    private const double StartMillisecondsMax = 50;
    private const long PeakBytesMax = 64 * 1024 * 1024;
    private const int Starts = 15;

    /// <summary>Prints the figures; exit code 1 when one is over its limit.</summary>
    /// <param name="binary">The published executable.</param>
    /// <param name="recordingPath">Inputs for the memory figure.</param>
    public static async Task<int> RunAsync(string binary, string recordingPath)
    {
        var recording = Recording.Read(recordingPath);
        var size = new FileInfo(binary).Length;
        var starts = new List<double>();
        for (var i = 0; i < Starts; i++)
        {
            starts.Add(await StartMillisecondsAsync(binary));
        }

        starts.Sort();
        var (peak, seconds) = await PeakAsync(binary, recording);
        Print($"binary {size / 1048576.0:F2} MiB (at most {BinaryBytesMax / 1048576})");
        Print($"start to first /finish {starts[Starts / 2]:F1} ms median of {Starts}, {starts[0]:F1} to {starts[^1]:F1} (at most {StartMillisecondsMax:F0})");
        Print($"peak memory {peak / 1048576.0:F1} MiB over {recording.Inputs.Count} inputs in {seconds:F2} s (at most {PeakBytesMax / 1048576})");
        return size <= BinaryBytesMax && starts[Starts / 2] <= StartMillisecondsMax && peak <= PeakBytesMax ? 0 : 1;
    }

    private static void Print(FormattableString line) => Console.WriteLine("figure: dapp " + line.ToString(CultureInfo.InvariantCulture));

    // From the start of the process until its first connection has sent its first bytes: that is POST /finish and nothing before it.
    private static async Task<double> StartMillisecondsAsync(string binary)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var start = new ProcessStartInfo(binary) { RedirectStandardError = true };
        start.Environment[RollupLoop.ServerVariable] = $"http://{listener.LocalEndpoint}";
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        using var connection = await listener.AcceptSocketAsync();
        var request = new byte[64];
        var received = await connection.ReceiveAsync(request);
        var elapsed = clock.Elapsed.TotalMilliseconds;
        if (!request.AsSpan(0, received).StartsWith("POST /finish"u8))
        {
            throw new InvalidOperationException("The dapp's first request is not POST /finish.");
        }

        process.Kill();
        await process.WaitForExitAsync();
        return elapsed;
    }

    private static async Task<(long PeakBytes, double Seconds)> PeakAsync(string binary, Recording recording)
    {
        await using var session = await GuestSession.StartAsync(new GuestOptions(binary, []), CancellationToken.None);
        var clock = Stopwatch.StartNew();
        foreach (var input in recording.Inputs)
        {
            await session.AdvanceAsync(input.Input, CancellationToken.None);
        }

        var status = await File.ReadAllLinesAsync($"/proc/{session.ProcessId}/status");
        var peak = status.Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return (long.Parse(peak[1], CultureInfo.InvariantCulture) * 1024, clock.Elapsed.TotalSeconds);
    }
}
