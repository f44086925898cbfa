using System.ComponentModel;
using System.Diagnostics;
using Rollup.Guest;
using Rollup.Guest.Http;

namespace Rollup.Node.GuestHost;

/// <summary>One life of a guest: its process and the server it talks to. A new life gets a new port, so that nothing of the old one
/// can reach it.</summary>
internal sealed class GuestInstance : IAsyncDisposable
{
    private const int KilledExitCode = 128 + 9;
    private readonly GuestServer _server;
    private readonly Process _process;
    private readonly GuestLogTail _log;
    private readonly Task _exited;

    private GuestInstance(GuestServer server, Process process, GuestLogTail log)
    {
        _server = server;
        _process = process;
        _log = log;
        _exited = process.WaitForExitAsync(CancellationToken.None);
    }

    public int ProcessId => _process.Id;

    public bool IsAlive => !_exited.IsCompleted;

    /// <summary>Whether its process ended by SIGKILL: an operator or the kernel, out of memory, did it.</summary>
    public bool WasKilled => !IsAlive && _process.ExitCode == KilledExitCode;

    /// <summary>Whether the guest offers to save and load its state.</summary>
    public bool OffersSnapshots => _server.OffersSnapshots;

    /// <summary>What the guest wrote last, for messages.</summary>
    public string LastWords => _log.ToString();

    /// <summary>Starts the server and the process and waits for the first <c>/finish</c>.</summary>
    /// <exception cref="GuestFailedException">The program cannot be started, ends or stays silent.</exception>
    public static async Task<GuestInstance> StartAsync(GuestOptions options, CancellationToken cancellation)
    {
        var server = await GuestServer.StartAsync(options.Gio, cancellation).ConfigureAwait(false);
        var log = new GuestLogTail(options.Log);
        GuestInstance? instance = null;
        var isReady = false;
        try
        {
            instance = new GuestInstance(server, StartProcess(options, server.Address, log), log);
            await instance.WaitUntilReadyAsync(options, cancellation).ConfigureAwait(false);
            isReady = true;
            return instance;
        }
        finally
        {
            if (!isReady)
            {
                IAsyncDisposable begun = instance is not null ? instance : server;
                await begun.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>Lets the guest work through one request. Null when its process ended meanwhile.</summary>
    public async Task<GuestResult?> ExchangeAsync(RollupRequest request, ulong firstOutputIndex, TimeSpan timeout, CancellationToken cancellation)
    {
        var exchange = new GuestExchange(request, firstOutputIndex);
        _server.Hand(exchange);
        try
        {
            await Task.WhenAny(exchange.Ended, _exited).WaitAsync(timeout, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return exchange.ToResult(GuestStatus.TimeLimitExceeded);
        }

        return exchange.Ended.IsCompleted ? exchange.ToResult(await exchange.Ended.ConfigureAwait(false)) : null;
    }

    /// <summary>Ends the process and all it started, then the server.</summary>
    public async ValueTask DisposeAsync()
    {
        if (IsAlive)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _exited.ConfigureAwait(false);
        _process.Dispose();
        await _server.DisposeAsync().ConfigureAwait(false);
    }

    private static Process StartProcess(GuestOptions options, Uri server, GuestLogTail log)
    {
        var start = new ProcessStartInfo(options.Command, options.Arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = options.WorkingDirectory ?? "",
        };
        foreach (var (name, value) in options.Environment)
        {
            start.Environment[name] = value;
        }

        start.Environment[RollupLoop.ServerVariable] = server.ToString().TrimEnd('/');
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => log.Add(line.Data);
        process.ErrorDataReceived += (_, line) => log.Add(line.Data);
        try
        {
            process.Start();
        }
        catch (Win32Exception error)
        {
            process.Dispose();
            throw new GuestFailedException($"The guest cannot be started ({options.Command}): {error.Message}", error);
        }

        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private async Task WaitUntilReadyAsync(GuestOptions options, CancellationToken cancellation)
    {
        try
        {
            await Task.WhenAny(_server.Ready, _exited).WaitAsync(options.StartTimeout, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException error)
        {
            throw new GuestFailedException($"The guest did not ask for work within {options.StartTimeout.TotalSeconds} s. {LastWords}", error);
        }

        if (!_server.Ready.IsCompleted)
        {
            throw new GuestFailedException($"The guest ended at start with exit code {_process.ExitCode}. {LastWords}");
        }
    }
}
