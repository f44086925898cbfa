using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Rollup.Ethereum.JsonRpc;

namespace Rollup.Ethereum.Dev;

/// <summary>A development chain of our own: starts anvil, waits until it answers, and takes it down again, also when this process is asked to end.</summary>
public sealed partial class AnvilProcess : IAsyncDisposable
{
    private const int OutputLinesKept = 40;
    private const int SignalTerminate = 15;
    private readonly Process _process;
    private readonly AnvilOptions _options;
    private readonly Queue<string> _lastOutput = new();
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<PosixSignalRegistration> _signals = [];

    private AnvilProcess(AnvilOptions options)
    {
        _options = options;
        _process = new Process { StartInfo = StartInfo(options), EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Exited += (_, _) => _listening.TrySetException(new InvalidOperationException("anvil ended before it listened"));
    }

    /// <summary>Where its JSON-RPC listens.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>Its process id.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Starts anvil and waits until it answers.</summary>
    /// <exception cref="FileNotFoundException">There is no anvil.</exception>
    /// <exception cref="InvalidOperationException">It ended or did not answer in time; the message holds its last words.</exception>
    public static async Task<AnvilProcess> StartAsync(AnvilOptions? options = null, CancellationToken cancellationToken = default)
    {
        var anvil = new AnvilProcess(options ?? new AnvilOptions());
        try
        {
            await anvil.StartAndWaitAsync(cancellationToken).ConfigureAwait(false);
            return anvil;
        }
        catch
        {
            await anvil.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Ends anvil: politely first (so that it writes its state file), then by force.</summary>
    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= EndWithUs;
        foreach (PosixSignalRegistration signal in _signals)
            signal.Dispose();
        if (IsRunning())
            await StopAsync().ConfigureAwait(false);
        _process.Dispose();
    }

    private static ProcessStartInfo StartInfo(AnvilOptions options)
    {
        var start = new ProcessStartInfo(options.Binary ?? AnvilBinary.Find())
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        void Add(string name, string value)
        {
            start.ArgumentList.Add(name);
            start.ArgumentList.Add(value);
        }

        Add("--host", "127.0.0.1");
        Add("--port", options.Port.ToString(CultureInfo.InvariantCulture));
        Add("--chain-id", options.ChainId.ToString(CultureInfo.InvariantCulture));
        Add("--accounts", options.AccountCount.ToString(CultureInfo.InvariantCulture));
        Add("--mnemonic", options.Phrase);
        if (options.BlockSeconds is { } seconds)
            Add("--block-time", seconds.ToString(CultureInfo.InvariantCulture));
        if (options.StateFile is { } file)
            Add("--state", file);
        return start;
    }

    private async Task StartAndWaitAsync(CancellationToken cancellationToken)
    {
        AppDomain.CurrentDomain.ProcessExit += EndWithUs;
        // A terminal's Ctrl-C reaches anvil by itself; a signal to this process alone does not. The signal's own effect on us stays as it is.
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => AskToEnd()));
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => AskToEnd()));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        try
        {
            Url = await _listening.Task.WaitAsync(_options.StartTimeout, cancellationToken).ConfigureAwait(false);
            using var client = new EthereumClient(Url, new EthereumClientOptions { RequestTimeout = _options.StartTimeout });
            await client.GetChainIdAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is TimeoutException or InvalidOperationException or Errors.EthereumException)
        {
            throw new InvalidOperationException($"anvil does not listen: {fault.Message}\n{LastOutput()}", fault);
        }
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;

        lock (_lastOutput)
        {
            _lastOutput.Enqueue(line);
            if (_lastOutput.Count > OutputLinesKept)
                _lastOutput.Dequeue();
        }
        if (ListeningLine().Match(line) is { Success: true } match)
            _listening.TrySetResult(new Uri($"http://{match.Groups[1].Value}"));
    }

    private string LastOutput()
    {
        lock (_lastOutput)
            return string.Join('\n', _lastOutput);
    }

    private bool IsRunning()
    {
        try
        {
            return !_process.HasExited;
        }
        catch (InvalidOperationException)
        {
            return false; // never started
        }
    }

    private async Task StopAsync()
    {
        AskToEnd();
        using var patience = new CancellationTokenSource(_options.StopTimeout);
        try
        {
            await _process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    // SIGTERM lets anvil write its state file.
    private void AskToEnd()
    {
        if (IsRunning() && (OperatingSystem.IsWindows() || SysKill(_process.Id, SignalTerminate) != 0))
            _process.Kill();
    }

    private void EndWithUs(object? sender, EventArgs e)
    {
        AskToEnd();
        if (IsRunning() && !_process.WaitForExit(_options.StopTimeout))
            _process.Kill();
    }

    [GeneratedRegex(@"Listening on (127\.0\.0\.1:[0-9]+)")]
    private static partial Regex ListeningLine();

    // Two plain numbers: nothing to marshal, so the generated form (which would need unsafe code) gains nothing.
    [DllImport("libc", EntryPoint = "kill"), DefaultDllImportSearchPaths(DllImportSearchPath.System32 | DllImportSearchPath.SafeDirectories)]
    private static extern int SysKill(int processId, int signal);
}
