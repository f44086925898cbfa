using System.Text;
using Rollup.Guest;
using Rollup.Guest.Testing;
using Rollup.Node.GuestHost;
using Rollup.Primitives;
using Rollup.Primitives.Rollups;

namespace Rollup.Node.Guests;

/// <summary>
/// A C# application inside this process. State is undone by its own snapshots (<see cref="ISnapshotApplication"/>), or else by a new instance that takes over
/// the last saved state (<see cref="IPersistentApplication"/>) and replays what came after it.
/// </summary>
public sealed class InProcessGuest : IGuest
{
    private readonly Func<IRollupApplication> _create;
    private readonly GuestHistory _history;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private IRollupApplication _application;

    private InProcessGuest(Func<IRollupApplication> create, IGuestPast past)
    {
        _create = create;
        _history = new GuestHistory(past);
        _application = Revive();
    }

    /// <inheritdoc/>
    public bool CanSave => _application is IPersistentApplication;

    /// <summary>Inputs that were replayed so far.</summary>
    public long ReplayedCount { get; private set; }

    /// <summary>A factory over a constructor of the application.</summary>
    public static GuestFactory Factory(Func<IRollupApplication> create) => (past, _) => Task.FromResult<IGuest>(new InProcessGuest(create, past));

    /// <inheritdoc/>
    public async Task<GuestResult> AdvanceAsync(EvmAdvance input, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return Advance(input);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<GuestResult> InspectAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        if (payload.Length > RollupLimits.BufferBytesMax)
            return new GuestResult(GuestStatus.PayloadLengthLimitExceeded, [], [], []);

        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return Inspect(payload);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<Hash32> SaveAsync(string file, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        byte[] state;
        try
        {
            state = _application is IPersistentApplication persistent ? persistent.SaveState() : throw new IOException("the application cannot be saved");
        }
        finally
        {
            _turn.Release();
        }
        await File.WriteAllBytesAsync(file, state, cancellationToken).ConfigureAwait(false);
        return Keccak256.Hash(state);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _turn.Dispose();
        return ValueTask.CompletedTask;
    }

    private GuestResult Advance(EvmAdvance input)
    {
        var reversible = _application as ISnapshotApplication;
        object? before = reversible?.Snapshot();
        GuestResult result = Run(_application, input, _history.OutputCount);
        if (result.IsAccepted)
            _history.Append(input, result);
        else if (reversible is not null)
            reversible.Restore(before!);
        else
            _application = Revive();
        return result;
    }

    private static GuestResult Run(IRollupApplication application, EvmAdvance input, ulong firstOutputIndex)
    {
        var sink = new RecordingSink(firstOutputIndex);
        GuestStatus status;
        byte[] exceptionPayload = [];
        try
        {
            AdvanceStatus answer = application.Advance(AdvanceMetadata.Of(input), input.Payload, sink);
            status = answer == AdvanceStatus.Accept ? GuestStatus.Accepted : GuestStatus.Rejected;
            if (sink.Outputs.Count > RollupLimits.OutputsPerInputMax)
                status = GuestStatus.OutputsLimitExceeded;
        }
        catch (RollupException exception)
        {
            status = GuestStatus.Exception;
            exceptionPayload = exception.Payload.ToArray();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // What the run loop does in a process of its own: an unexpected exception rejects the input.
            status = GuestStatus.Rejected;
        }
        return new GuestResult(status, status == GuestStatus.Accepted ? [.. sink.Outputs.Select(o => o.Encode())] : [], sink.Reports, exceptionPayload);
    }

    private IRollupApplication Revive()
    {
        var (application, state) = Load() ?? (_create(), null);
        ulong outputIndex = state?.OutputCount ?? 0;
        foreach (PastInput entry in _history.From(state?.InputCount ?? 0))
        {
            GuestResult result = Run(application, entry.Input, outputIndex);
            GuestHistory.RequireRepeated(entry, result, "");
            outputIndex += (ulong)result.Outputs.Count;
            ReplayedCount++;
        }
        return application;
    }

    private (IRollupApplication Application, SavedState? State)? Load()
    {
        foreach (SavedState state in _history.SavedStates())
        {
            if (_create() is not IPersistentApplication application)
                return null;
            if (TryRead(state.File) is { } bytes && Keccak256.Hash(bytes) == state.Root
                && application.TryLoadState(bytes) && Keccak256.Hash(application.SaveState()) == state.Root)
            {
                return (application, state);
            }
        }
        return null;
    }

    private static byte[]? TryRead(string file)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (IOException)
        {
            return null; // gone or unreadable: an older state or a longer replay does as well
        }
    }

    private GuestResult Inspect(ReadOnlyMemory<byte> payload)
    {
        var sink = new RecordingSink(0);
        try
        {
            _application.Inspect(payload, sink);
            return new GuestResult(GuestStatus.Accepted, [], sink.Reports, []);
        }
        catch (RollupException exception)
        {
            return new GuestResult(GuestStatus.Exception, [], sink.Reports, exception.Payload.ToArray());
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return new GuestResult(GuestStatus.Rejected, [], sink.Reports, Encoding.UTF8.GetBytes(error.Message));
        }
    }
}
