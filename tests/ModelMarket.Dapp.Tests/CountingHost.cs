using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using Rollup.Guest;
using Rollup.Guest.Http;
using Rollup.Primitives;
using Rollup.Primitives.Rollups;

namespace ModelMarket.Dapp.Tests;

/// <summary>Feeds inputs to the native dapp under callgrind, which counts instructions: the same number on a loaded machine as on an idle one.</summary>
internal static partial class CountingHost
{
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(8);

    /// <summary>Instructions of the process from its start until it has answered the last input and ended.</summary>
    public static async Task<long> CountAsync(string valgrind, string dapp, IReadOnlyList<EvmAdvance> inputs)
    {
        using var deadline = new CancellationTokenSource(Most);
        using var server = Listen(out var address);
        var alone = CopyOf(dapp);
        using var process = Start(valgrind, alone, address);
        var errors = process.StandardError.ReadToEndAsync(deadline.Token);
        try
        {
            await await Task.WhenAny(ServeAsync(server, inputs, deadline.Token), process.WaitForExitAsync(deadline.Token));
            server.Close(); // the dapp ends when its server is gone
            await process.WaitForExitAsync(deadline.Token);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }

            File.Delete(alone);
        }

        var log = await errors;
        process.ExitCode.Should().Be(4, "a dapp whose server is gone says so: {0}", log);
        var collected = Collected().Match(log);
        collected.Success.Should().BeTrue(log);
        return long.Parse(collected.Groups[1].Value, CultureInfo.InvariantCulture);
    }

    private static async Task ServeAsync(HttpListener server, IReadOnlyList<EvmAdvance> inputs, CancellationToken cancellation)
    {
        var next = 0;
        while (true)
        {
            var exchange = await server.GetContextAsync().WaitAsync(cancellation);
            if (exchange.Request.Url!.AbsolutePath != "/finish")
            {
                await AnswerAsync(exchange, "{\"index\":0}"u8.ToArray(), cancellation);
                continue;
            }

            if (next == inputs.Count)
            {
                exchange.Response.Abort();
                return;
            }

            var input = inputs[next++];
            var request = new RollupRequest(
                RollupRequest.AdvanceState,
                new RollupRequestData(Hex.Encode(input.Payload.Span), RollupRequestMetadata.From(AdvanceMetadata.Of(input))));
            await AnswerAsync(exchange, JsonSerializer.SerializeToUtf8Bytes(request, RollupJsonContext.Default.RollupRequest), cancellation);
        }
    }

    private static async Task AnswerAsync(HttpListenerContext exchange, byte[] json, CancellationToken cancellation)
    {
        exchange.Response.ContentType = "application/json";
        await exchange.Response.OutputStream.WriteAsync(json, cancellation);
        exchange.Response.Close();
    }

    // Valgrind 3.19 gives up on the debug information that lies beside the executable.
    private static string CopyOf(string dapp)
    {
        var path = Path.Combine(Path.GetTempPath(), $"counted-{Guid.NewGuid():N}");
        File.Copy(dapp, path);
        return path;
    }

    private static HttpListener Listen(out string address)
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        address = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/";
        probe.Stop();
        var server = new HttpListener { Prefixes = { address } };
        server.Start();
        return server;
    }

    private static Process Start(string valgrind, string dapp, string address)
    {
        var start = new ProcessStartInfo(valgrind, ["--tool=callgrind", "--callgrind-out-file=/dev/null", dapp])
        {
            RedirectStandardError = true,
            Environment = { [RollupLoop.ServerVariable] = address, ["DOTNET_gcServer"] = "0" },
        };
        return Process.Start(start)!;
    }

    [GeneratedRegex(@"Collected : (\d+)")]
    private static partial Regex Collected();
}
