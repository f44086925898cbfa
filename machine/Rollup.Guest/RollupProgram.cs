using System.Net;
using Rollup.Guest.Dev;
using Rollup.Guest.Direct;

namespace Rollup.Guest;

/// <summary>The whole <c>Main</c> of a rollup application: <c>return await RollupProgram.RunAsync(() =&gt; new MyApplication(), args);</c>.</summary>
/// <remarks>Where it runs decides how it gets its inputs: from the rollup HTTP server that <c>ROLLUP_HTTP_SERVER_URL</c> names (inside a machine under
/// <c>rollup-init</c>, or from a node on the host); else inside a machine through <c>libcmt</c>; else, and always with <c>--dev</c>, from a development
/// host in this process (<see cref="DevHost"/>).</remarks>
public static class RollupProgram
{
    /// <summary>Exit code: the arguments or the surroundings are wrong.</summary>
    public const int ExitUsage = 2;

    /// <summary>Exit code: the rollup server or the machine's device is lost.</summary>
    public const int ExitUnreachable = 4;

    /// <summary>Runs an application until the process is stopped.</summary>
    /// <param name="create">Makes the application in its first state. The development host calls it again to undo an input, so it must not share state.</param>
    /// <param name="args"><c>--dev</c>, <c>--port N</c> of the development host, <c>--snapshots</c> (<see cref="RollupLoop.SnapshotArgument"/>).</param>
    /// <param name="cancellation">Ends the loop; the development host and the HTTP loop heed it.</param>
    /// <returns>The exit code: 0 when the development host was stopped, else <see cref="ExitUsage"/> or <see cref="ExitUnreachable"/>.</returns>
    public static async Task<int> RunAsync(Func<IRollupApplication> create, string[] args, CancellationToken cancellation = default)
    {
        if (!ProgramArguments.TryParse(args, out var arguments))
        {
            await Console.Error.WriteLineAsync(ProgramArguments.Usage).ConfigureAwait(false);
            return ExitUsage;
        }

        try
        {
            return await RunAsync(create, arguments, cancellation).ConfigureAwait(false);
        }
        catch (Exception error) when (error is HttpRequestException or RollupServerException)
        {
            await Console.Error.WriteLineAsync($"The rollup server is lost: {error.Message}").ConfigureAwait(false);
            return ExitUnreachable;
        }
        catch (HttpListenerException error)
        {
            await Console.Error.WriteLineAsync($"Port {arguments.Port} cannot be listened on ({error.Message}). Choose another with --port N.").ConfigureAwait(false);
            return ExitUsage;
        }
        catch (Exception error) when (error is DllNotFoundException or ArgumentException)
        {
            await Console.Error.WriteLineAsync(error.Message).ConfigureAwait(false);
            return ExitUsage;
        }
    }

    private static async Task<int> RunAsync(Func<IRollupApplication> create, ProgramArguments arguments, CancellationToken cancellation)
    {
        var address = arguments.IsDev ? null : Environment.GetEnvironmentVariable(RollupLoop.ServerVariable);
        if (!string.IsNullOrEmpty(address))
        {
            var server = Uri.TryCreate(address, UriKind.Absolute, out var uri)
                ? uri
                : throw new ArgumentException($"{RollupLoop.ServerVariable} is no address: \"{address}\". In a machine it is http://127.0.0.1:5004.");
            await RollupLoop.RunAsync(create(), server, cancellation, arguments.OffersSnapshots).ConfigureAwait(false);
            return 0;
        }

        if (!arguments.IsDev && DirectRollup.IsPresent)
        {
            using var rollup = DirectRollup.Open();
            rollup.Run(create());
        }

        await using var host = DevHost.Start(create, arguments.Port);
        Console.WriteLine(host.Greeting);
        await host.RunAsync(cancellation).ConfigureAwait(false);
        return 0;
    }
}
