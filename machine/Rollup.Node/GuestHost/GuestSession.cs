using System.Text;
using Rollup.Guest;
using Rollup.Guest.Http;
using Rollup.Primitives;
using Rollup.Primitives.Rollups;

namespace Rollup.Node.GuestHost;

/// <summary>A guest as the node sees it: inputs go in one after the other, results come out, and whatever happens to the process the
/// next request finds the state of the last accepted input.</summary>
/// <remarks>Calls may come from any thread; they are served one at a time.</remarks>
public sealed class GuestSession : IAsyncDisposable
{
    private readonly GuestOptions _options;
    private readonly GuestHistory _history = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private GuestInstance? _instance;
    private bool _isDisposed;

    private GuestSession(GuestOptions options) => _options = options;

    /// <summary>How often the guest was started again.</summary>
    public int RestartCount { get; private set; }

    /// <summary>The guest's process; null while none runs.</summary>
    public int? ProcessId => _instance?.ProcessId;

    /// <summary>Number of accepted inputs.</summary>
    public int AcceptedCount => _history.Count;

    /// <summary>Starts the guest and waits for its first <c>/finish</c>.</summary>
    /// <exception cref="GuestFailedException">The program cannot be started, ends or stays silent.</exception>
    public static async Task<GuestSession> StartAsync(GuestOptions options, CancellationToken cancellation)
    {
        var session = new GuestSession(options);
        session._instance = await GuestInstance.StartAsync(options, cancellation).ConfigureAwait(false);
        return session;
    }

    /// <summary>Lets the guest work through an input.</summary>
    /// <exception cref="GuestFailedException">The guest had to be started again and could not be, or answered differently in the replay.</exception>
    public async Task<GuestResult> AdvanceAsync(EvmAdvance input, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var result = await RunAsync(AdvanceRequest(input), _options.AdvanceTimeout, cancellation).ConfigureAwait(false);
            if (result.IsAccepted)
            {
                _history.Append(input, result);
            }
            else
            {
                await DropAsync().ConfigureAwait(false); // a process cannot be rolled back: the next request starts a new one
            }

            return result;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Asks the guest a question.</summary>
    /// <exception cref="GuestFailedException">The guest had to be started again and could not be, or answered differently in the replay.</exception>
    public async Task<GuestResult> InspectAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellation)
    {
        if (payload.Length > RollupLimits.BufferBytesMax)
        {
            return new GuestResult(GuestStatus.PayloadLengthLimitExceeded, [], [], []);
        }

        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var request = new RollupRequest(RollupRequest.InspectState, new RollupRequestData(Hex.Encode(payload.Span)));
            var result = await RunAsync(request, _options.InspectTimeout, cancellation).ConfigureAwait(false);
            if (result.Status is not (GuestStatus.Accepted or GuestStatus.Rejected))
            {
                await DropAsync().ConfigureAwait(false);
            }

            return result;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Ends the guest's process and the server.</summary>
    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        _isDisposed = true;
        await DropAsync().ConfigureAwait(false);
        _turn.Release();
    }

    private static RollupRequest AdvanceRequest(EvmAdvance input) =>
        new(
            RollupRequest.AdvanceState,
            new RollupRequestData(Hex.Encode(input.Payload.Span), RollupRequestMetadata.From(AdvanceMetadata.Of(input))));

    // A process that ends while it works may have been killed from outside: the request is tried once more in a new life. If that one
    // ends too, it is the guest's own doing, which the guest tools report as an exception.
    private async Task<GuestResult> RunAsync(RollupRequest request, TimeSpan timeout, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return await AttemptAsync(request, timeout, cancellation).ConfigureAwait(false)
            ?? await AttemptAsync(request, timeout, cancellation).ConfigureAwait(false)
            ?? new GuestResult(GuestStatus.Exception, [], [], Encoding.UTF8.GetBytes("dapp exited while it worked"));
    }

    private async Task<GuestResult?> AttemptAsync(RollupRequest request, TimeSpan timeout, CancellationToken cancellation)
    {
        var isFinished = false;
        try
        {
            var instance = await LiveInstanceAsync(cancellation).ConfigureAwait(false);
            var result = await instance.ExchangeAsync(request, _history.OutputCount, timeout, cancellation).ConfigureAwait(false);
            isFinished = result is not null;
            return result;
        }
        finally
        {
            if (!isFinished)
            {
                await DropAsync().ConfigureAwait(false); // ended, cancelled or broken: its state is unknown
            }
        }
    }

    private async Task<GuestInstance> LiveInstanceAsync(CancellationToken cancellation)
    {
        if (_instance is { IsAlive: true })
        {
            return _instance;
        }

        await DropAsync().ConfigureAwait(false);
        _options.Log("guest starts again; its accepted inputs are replayed");
        RestartCount++;
        _instance = await GuestInstance.StartAsync(_options, cancellation).ConfigureAwait(false);
        await ReplayAsync(_instance, cancellation).ConfigureAwait(false);
        return _instance;
    }

    private async Task ReplayAsync(GuestInstance instance, CancellationToken cancellation)
    {
        ulong outputIndex = 0;
        for (var position = 0; position < _history.Count; position++)
        {
            var input = _history.Input(position);
            var result = await instance.ExchangeAsync(AdvanceRequest(input), outputIndex, _options.AdvanceTimeout, cancellation).ConfigureAwait(false)
                ?? throw new GuestFailedException($"The guest ended while input {input.Index} was replayed. {instance.LastWords}");
            if (!_history.Repeats(position, result))
            {
                throw new GuestFailedException(
                    $"The guest is not deterministic: replayed input {input.Index} gave other outputs or reports than before. {instance.LastWords}");
            }

            outputIndex += (ulong)result.Outputs.Count;
        }
    }

    private async ValueTask DropAsync()
    {
        var instance = _instance;
        _instance = null;
        if (instance is not null)
        {
            await instance.DisposeAsync().ConfigureAwait(false);
        }
    }
}
