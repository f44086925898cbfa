using System.Text;
using Rollup.Guest;
using Rollup.Guest.Testing;
using Rollup.Node.GuestHost;
using Rollup.Primitives.Rollups;

namespace Rollup.Node.Guests;

/// <summary>A C# application inside this process. State is undone by its own snapshots, or else by replaying the accepted inputs into a new instance.</summary>
public sealed class InProcessGuest : IGuest
{
    private readonly Func<IRollupApplication> _create;
    private readonly List<EvmAdvance> _accepted = [];
    private readonly SemaphoreSlim _turn = new(1, 1);
    private IRollupApplication _application;
    private ulong _outputCount;

    private InProcessGuest(Func<IRollupApplication> create)
    {
        _create = create;
        _application = create();
    }

    /// <summary>A factory over a constructor of the application.</summary>
    public static GuestFactory Factory(Func<IRollupApplication> create) => _ => Task.FromResult<IGuest>(new InProcessGuest(create));

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
    public ValueTask DisposeAsync()
    {
        _turn.Dispose();
        return ValueTask.CompletedTask;
    }

    private GuestResult Advance(EvmAdvance input)
    {
        var reversible = _application as ISnapshotApplication;
        object? before = reversible?.Snapshot();
        var (status, sink) = Run(input);
        if (status == GuestStatus.Accepted)
        {
            // Those that can go back by themselves need no history.
            if (reversible is null)
                _accepted.Add(input);
            _outputCount += (ulong)sink.Outputs.Count;
        }
        else if (reversible is not null)
        {
            reversible.Restore(before!);
        }
        else
        {
            Replay();
        }
        IReadOnlyList<byte[]> outputs = status == GuestStatus.Accepted ? [.. sink.Outputs.Select(o => o.Encode())] : [];
        return new GuestResult(status, outputs, sink.Reports, []);
    }

    private (GuestStatus Status, RecordingSink Sink) Run(EvmAdvance input)
    {
        var sink = new RecordingSink(_outputCount);
        try
        {
            AdvanceStatus status = _application.Advance(AdvanceMetadata.Of(input), input.Payload, sink);
            if (sink.Outputs.Count > RollupLimits.OutputsPerInputMax)
                return (GuestStatus.OutputsLimitExceeded, sink);
            return (status == AdvanceStatus.Accept ? GuestStatus.Accepted : GuestStatus.Rejected, sink);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // What the run loop does in a process of its own: an unexpected exception rejects the input.
            return (GuestStatus.Rejected, sink);
        }
    }

    private void Replay()
    {
        _application = _create();
        ulong outputCount = 0;
        foreach (EvmAdvance input in _accepted)
        {
            var sink = new RecordingSink(outputCount);
            if (_application.Advance(AdvanceMetadata.Of(input), input.Payload, sink) != AdvanceStatus.Accept)
                throw new GuestFailedException($"The application is not deterministic: it rejects input {input.Index}, which it accepted before.");
            outputCount += (ulong)sink.Outputs.Count;
        }
        if (outputCount != _outputCount)
            throw new GuestFailedException($"The application is not deterministic: the replay left {outputCount} outputs instead of {_outputCount}.");
    }

    private GuestResult Inspect(ReadOnlyMemory<byte> payload)
    {
        var sink = new RecordingSink(0);
        try
        {
            _application.Inspect(payload, sink);
            return new GuestResult(GuestStatus.Accepted, [], sink.Reports, []);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return new GuestResult(GuestStatus.Rejected, [], sink.Reports, Encoding.UTF8.GetBytes(error.Message));
        }
    }
}
