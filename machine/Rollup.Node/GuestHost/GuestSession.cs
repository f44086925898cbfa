using System.Text;
using Rollup.Guest;
using Rollup.Guest.Http;
using Rollup.Node.Guests;
using Rollup.Primitives;
using Rollup.Primitives.Rollups;

namespace Rollup.Node.GuestHost;

/// <summary>A guest as the node sees it: inputs go in one after the other, results come out, and whatever happens to the process the
/// next request finds the state of the last accepted input.</summary>
/// <remarks>Calls may come from any thread; they are served one at a time.</remarks>
public sealed class GuestSession : IAsyncDisposable
{
    private readonly GuestOptions _options;
    private readonly GuestHistory _history;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private GuestInstance? _instance;
    private bool _isDisposed;

    private GuestSession(GuestOptions options, IGuestPast past)
    {
        _options = options;
        _history = new GuestHistory(past);
    }

    /// <summary>How often the guest was started again.</summary>
    public int RestartCount { get; private set; }

    /// <summary>Inputs that were replayed since the start of the session, the first start included.</summary>
    public long ReplayedCount { get; private set; }

    /// <summary>The guest's process; null while none runs.</summary>
    public int? ProcessId => _instance?.ProcessId;

    /// <summary>Number of accepted inputs in this session.</summary>
    public int AcceptedCount { get; private set; }

    /// <summary>Accepted inputs kept in memory: those that the past does not keep.</summary>
    public int RememberedCount => _history.RecentCount;

    /// <summary>Whether the guest offers to save and load its state.</summary>
    public bool CanSave { get; private set; }

    /// <summary>Starts the guest, waits for its first <c>/finish</c> and brings it to where its past ends.</summary>
    /// <exception cref="GuestFailedException">The program cannot be started, ends, stays silent, or answers differently than in the past.</exception>
    public static Task<GuestSession> StartAsync(GuestOptions options, CancellationToken cancellation) => StartAsync(options, GuestPast.None, cancellation);

    /// <inheritdoc cref="StartAsync(GuestOptions, CancellationToken)"/>
    public static async Task<GuestSession> StartAsync(GuestOptions options, IGuestPast past, CancellationToken cancellation)
    {
        var session = new GuestSession(options, past);
        session._instance = await session.ReviveAsync(cancellation).ConfigureAwait(false);
        session.CanSave = session._instance.OffersSnapshots;
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
                AcceptedCount++;
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

    /// <summary>Lets the guest write its state into a new file.</summary>
    /// <returns>The state root: keccak256 of the file.</returns>
    /// <exception cref="GuestFailedException">The guest had to be started again and could not be, or answered differently in the replay.</exception>
    /// <exception cref="IOException">The guest did not write the file, or another one than it reports.</exception>
    public async Task<Hash32> SaveAsync(string file, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var result = await RunAsync(FileRequest(RollupRequest.SaveState, file), _options.AdvanceTimeout, cancellation).ConfigureAwait(false);
            if (result.Status is not (GuestStatus.Accepted or GuestStatus.Rejected))
            {
                await DropAsync().ConfigureAwait(false);
            }

            return result is { IsAccepted: true, Reports: [{ Length: Hash32.SizeBytes } root] }
                ? Hash32.FromBytes(root)
                : throw new IOException($"the guest did not save its state: {result.Status}");
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

    private static RollupRequest FileRequest(string type, string file) => new(type, new RollupRequestData(Hex.Encode(Encoding.UTF8.GetBytes(file))));

    // A process that ends while it works is given a new life and the request once more. If that one ends too, it is the guest's own doing,
    // which the guest tools report as an exception. SIGKILL is nobody's own doing: it never counts, or two kills at the wrong moment would
    // become part of what the node claims.
    private async Task<GuestResult> RunAsync(RollupRequest request, TimeSpan timeout, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        var (ended, killed) = (0, 0);
        while (ended < 2)
        {
            var (result, wasKilled) = await AttemptAsync(request, timeout, cancellation).ConfigureAwait(false);
            if (result is not null)
            {
                return result;
            }

            (ended, killed) = wasKilled ? (ended, killed + 1) : (ended + 1, killed);
            if (killed == NodeLimits.GuestKillsMax)
            {
                throw new GuestFailedException($"The guest was killed from outside {killed} times while it worked on one request.");
            }
        }

        return new GuestResult(GuestStatus.Exception, [], [], Encoding.UTF8.GetBytes("dapp exited while it worked"));
    }

    private async Task<(GuestResult? Result, bool WasKilled)> AttemptAsync(RollupRequest request, TimeSpan timeout, CancellationToken cancellation)
    {
        var isFinished = false;
        try
        {
            var instance = await LiveInstanceAsync(cancellation).ConfigureAwait(false);
            var result = await instance.ExchangeAsync(request, _history.OutputCount, timeout, cancellation).ConfigureAwait(false);
            isFinished = result is not null;
            return (result, !isFinished && instance.WasKilled);
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
        _options.Log("guest starts again; its accepted inputs since the last saved state are replayed");
        RestartCount++;
        return _instance = await ReviveAsync(cancellation).ConfigureAwait(false);
    }

    // From the newest saved state that the guest takes, else from genesis. A guest that refused one is in no known state and ends.
    private async Task<GuestInstance> ReviveAsync(CancellationToken cancellation)
    {
        var states = new Queue<SavedState>(_history.SavedStates());
        while (true)
        {
            var instance = await GuestInstance.StartAsync(_options, cancellation).ConfigureAwait(false);
            var isRevived = false;
            try
            {
                var state = instance.OffersSnapshots && states.TryDequeue(out var newest) ? newest : null;
                if (state is null || await LoadAsync(instance, state, cancellation).ConfigureAwait(false))
                {
                    await ReplayAsync(instance, state, cancellation).ConfigureAwait(false);
                    isRevived = true;
                    return instance;
                }
            }
            finally
            {
                if (!isRevived)
                {
                    await instance.DisposeAsync().ConfigureAwait(false);
                }
            }
        }
    }

    private async Task<bool> LoadAsync(GuestInstance instance, SavedState state, CancellationToken cancellation)
    {
        var request = FileRequest(RollupRequest.LoadState, state.File);
        var result = await instance.ExchangeAsync(request, 0, _options.AdvanceTimeout, cancellation).ConfigureAwait(false);
        if (result is { IsAccepted: true, Reports: [{ Length: Hash32.SizeBytes } root] } && Hash32.FromBytes(root) == state.Root)
        {
            return true;
        }

        _options.Log($"the guest did not take over the state saved after {state.InputCount} inputs ({state.File}); an older one is tried");
        return false;
    }

    private async Task ReplayAsync(GuestInstance instance, SavedState? state, CancellationToken cancellation)
    {
        var outputIndex = state?.OutputCount ?? 0;
        foreach (var entry in _history.From(state?.InputCount ?? 0))
        {
            var result = await instance.ExchangeAsync(AdvanceRequest(entry.Input), outputIndex, _options.AdvanceTimeout, cancellation).ConfigureAwait(false)
                ?? throw new GuestFailedException($"The guest ended while input {entry.Input.Index} was replayed. {instance.LastWords}");
            GuestHistory.RequireRepeated(entry, result, instance.LastWords);
            outputIndex += (ulong)result.Outputs.Count;
            ReplayedCount++;
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
