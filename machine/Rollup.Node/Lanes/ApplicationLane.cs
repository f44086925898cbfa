using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Rollup.Ethereum.Errors;
using Rollup.Node.Gio;
using Rollup.Node.GuestHost;
using Rollup.Node.Guests;
using Rollup.Node.L1;
using Rollup.Node.Logs;
using Rollup.Node.Rpc;
using Rollup.Node.Storage;
using Rollup.Primitives;
using Rollup.Primitives.Rollups;

namespace Rollup.Node.Lanes;

/// <summary>
/// Everything that happens to one application, in one loop: read L1, let the guest work, keep the results, close epochs, claim. The database is behind the guest at
/// most by one batch, which after a crash is worked through again with the same results.
/// </summary>
internal sealed class ApplicationLane : IAsyncDisposable
{
    private static readonly Dictionary<GuestStatus, string> Names = Enum.GetValues<GuestStatus>().ToDictionary(status => status, status => status.ToString());
    private readonly NodeOptions _options;
    private readonly ApplicationOptions _application;
    private readonly ApplicationStore _store;
    private readonly L1Reader _reader;
    private readonly Claimer _claimer;
    private readonly EpochCloser _epochs;
    private readonly Lock _treeLock = new();
    // Held for an input with its count, a question with the count it is answered at, and a step back: so that an answer is of the state it says.
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly List<ProcessedInput> _unsaved = [];
    private OutputsMerkleTree _tree = new();
    private volatile IGuest? _guest;
    private ulong _inputCount;
    private Checkpoint? _last;
    // False when the guest knows inputs that the chain no longer has, until it was started again.
    private volatile bool _isGuestCurrent;
    private ulong _processedCount;
    // Inputs that led to the last saved state.
    private ulong _savedCount;

    public ApplicationLane(NodeOptions options, ApplicationOptions application, ApplicationFacts facts, ApplicationStore store, L1Reader reader, Claimer claimer)
    {
        _options = options;
        _application = application;
        Facts = facts;
        _store = store;
        _reader = reader;
        _claimer = claimer;
        _epochs = new EpochCloser(store, Name, options.Logger);
    }

    public string Name => _application.Name;

    public ApplicationFacts Facts { get; }

    public SnapshotPolicy Snapshots => _application.Snapshots;

    /// <summary>Inputs on L1 as far as it was read.</summary>
    public ulong InputCount => _inputCount;

    /// <summary>The last block that was read; null before the first.</summary>
    public ulong? LastBlock => _last?.Block;

    public StoreQueries Queries => _store.Queries;

    /// <summary>Inputs the guest has worked through, those not yet in the database included.</summary>
    public ulong ProcessedCount => Interlocked.Read(ref _processedCount);

    /// <summary>Outputs so far.</summary>
    public ulong OutputCount
    {
        get
        {
            lock (_treeLock)
                return (ulong)_tree.Count;
        }
    }

    /// <summary>The root over all of them.</summary>
    public Hash32 OutputsRoot
    {
        get
        {
            lock (_treeLock)
                return _tree.Root;
        }
    }

    /// <summary>Whether the guest is up and L1 was read to its head at least once.</summary>
    public bool IsReady { get; private set; }

    /// <summary>Why the lane stands still, if it does.</summary>
    public string? Fault { get; private set; }

    /// <summary>The siblings of an output against the root over the first <paramref name="count"/> outputs.</summary>
    public Hash32[] Proof(ulong output, ulong count)
    {
        lock (_treeLock)
            return _tree.ProofAt(checked((int)output), checked((int)count));
    }

    /// <summary>Asks the guest a question.</summary>
    /// <returns>The answer and how many inputs led to the state that gave it; null while the guest is being started, or knows inputs that L1 no longer has.</returns>
    /// <exception cref="GuestFailedException">The guest cannot be run any more.</exception>
    public async Task<(GuestResult Result, ulong ProcessedCount)?> InspectAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return _guest is { } guest && _isGuestCurrent
                ? (await guest.InspectAsync(payload, cancellationToken).ConfigureAwait(false), ProcessedCount)
                : null;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Starts the guest and brings it to where the database is.</summary>
    /// <exception cref="GuestFailedException">It cannot be started, or gives other outputs than it once did.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _store.SetState(ApplicationState.Enabled, null);
        _last = _store.LastCheckpoint();
        _inputCount = _store.InputCount();
        _store.RemoveSnapshotFiles();
        await StartGuestAsync(_store.ProcessedCount(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Works until cancelled, whatever L1 does. A guest that cannot be run ends the work, not the node.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        TimeSpan pause = _options.PollInterval;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                bool progressed = await StepAsync(cancellationToken).ConfigureAwait(false);
                pause = _options.PollInterval;
                if (!progressed)
                    await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault) when (fault is EthereumException or SqliteException or GioUnavailableException)
            {
                NodeMetrics.Faults.Add(1, new KeyValuePair<string, object?>("application", Name));
                NodeLog.TriesAgain(_options.Logger, Name, fault.Message, pause.TotalSeconds);
                await Task.Delay(pause, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = TimeSpan.FromTicks(Math.Min(_options.FaultPauseMax.Ticks, pause.Ticks * 2));
            }
            catch (GuestFailedException fault)
            {
                Stop(fault.Message);
                return;
            }
            catch (Exception fault)
            {
                // Our bug: better to stand still and say so than to go on from an unknown state.
                NodeLog.Failed(_options.Logger, fault, Name);
                Stop($"the node failed: {fault.Message}");
                return;
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_guest is not null)
            await _guest.DisposeAsync().ConfigureAwait(false);
        _store.Dispose();
    }

    /// <summary>One turn: what L1 has brought, some inputs, epochs, claims.</summary>
    /// <returns>Whether there was anything to do.</returns>
    public async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        SaveResults(); // what a full disk left over
        if (!_isGuestCurrent)
            await StartGuestAsync(_store.ProcessedCount(), cancellationToken).ConfigureAwait(false);
        bool hasRead = await ReadAsync(cancellationToken).ConfigureAwait(false);
        if (!_isGuestCurrent)
            return true;

        bool hasWorked = await WorkAsync(cancellationToken).ConfigureAwait(false);
        bool hasClosed = _epochs.Close(ProcessedCount);
        if (_application.Snapshots == SnapshotPolicy.EveryEpoch && (hasClosed || ProcessedCount >= _savedCount + NodeLimits.InputsBetweenSnapshots))
            await SaveStateAsync(cancellationToken).ConfigureAwait(false);
        // Behind the head an epoch may have been claimed already in a block not yet read.
        bool hasClaimed = !hasRead && await _claimer.StepAsync(cancellationToken).ConfigureAwait(false);
        IsReady |= !hasRead;
        return hasRead || hasWorked || hasClosed || hasClaimed;
    }

    private async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        if (_last is { } last && !await _reader.IsCanonicalAsync(last, cancellationToken).ConfigureAwait(false))
            return await GoBackAsync(cancellationToken).ConfigureAwait(false);

        L1Range? range = await _reader.ReadAsync(_last, _inputCount, cancellationToken).ConfigureAwait(false);
        if (range is null)
            return false;

        if (range.NewConsensus is { } consensus)
            throw new GuestFailedException($"The application moved to the consensus {consensus} in the blocks {range.FromBlock} to {range.End.Block}. Start the node again, with a new database.");
        _store.Add(range, Facts.EpochLength);
        _last = range.End;
        _inputCount += (ulong)range.Inputs.Count;
        return true;
    }

    // The chain was reorganised: go back to the newest checkpoint it still has, and further work follows from there.
    private async Task<bool> GoBackAsync(CancellationToken cancellationToken)
    {
        Checkpoint? fork = null;
        foreach (Checkpoint checkpoint in _store.Checkpoints())
        {
            if (await _reader.IsCanonicalAsync(checkpoint, cancellationToken).ConfigureAwait(false))
            {
                fork = checkpoint;
                break;
            }
        }
        NodeMetrics.Reorganisations.Add(1, new KeyValuePair<string, object?>("application", Name));
        NodeLog.Reorganised(_options.Logger, Name, _last?.Block, fork?.Block);
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _inputCount = _store.RollBack(fork?.Block);
            _isGuestCurrent = _isGuestCurrent && _inputCount >= ProcessedCount;
        }
        finally
        {
            _turn.Release();
        }
        _last = fork;
        await _claimer.StartOverAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task<bool> WorkAsync(CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        ulong before = ProcessedCount;
        try
        {
            foreach (StoredInput input in _store.Inputs(before, NodeLimits.InputsPerBatch))
            {
                await WorkAsync(input, cancellationToken).ConfigureAwait(false);
                if (_application.Snapshots == SnapshotPolicy.EveryInput)
                    await SaveStateAsync(cancellationToken).ConfigureAwait(false);
                if (clock.ElapsedMilliseconds > NodeLimits.BatchMilliseconds)
                    break;
            }
        }
        finally
        {
            SaveResults(); // also what was done before the guest failed
        }
        return ProcessedCount > before;
    }

    private async Task WorkAsync(StoredInput input, CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        GuestResult result = await AdvanceAsync(input, cancellationToken).ConfigureAwait(false);
        double milliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        NodeLog.Processed(_options.Logger, Name, input.Index, Names[result.Status], milliseconds, result.Outputs.Count);
        NodeMetrics.Advance.Record(
            milliseconds,
            new KeyValuePair<string, object?>("application", Name), new KeyValuePair<string, object?>("status", Names[result.Status]));
        ulong first = (ulong)_tree.Count;
        IReadOnlyList<byte[]> reports = result.IsAccepted || _options.KeepReports ? result.Reports : [];
        Hash32 root = Append(result.OutputHashes);
        _unsaved.Add(new ProcessedInput(input.Index, input.EpochIndex, StatusOf(result.Status), first, result.Outputs, reports, root, result.Digest));
    }

    private async Task<GuestResult> AdvanceAsync(StoredInput input, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            GuestResult result = await _guest!.AdvanceAsync(input.Advance, cancellationToken).ConfigureAwait(false);
            Interlocked.Increment(ref _processedCount);
            return result;
        }
        finally
        {
            _turn.Release();
        }
    }

    private void SaveResults()
    {
        if (_unsaved.Count == 0)
            return;

        _store.Add(_unsaved);
        _unsaved.Clear();
    }

    // A state that cannot be saved costs a longer replay later and nothing else.
    private async Task SaveStateAsync(CancellationToken cancellationToken)
    {
        SaveResults(); // the database is never behind a saved state
        if (ProcessedCount == _savedCount || _guest is not { CanSave: true } guest)
            return;

        string file = _store.NewSnapshotFile();
        try
        {
            Hash32 root = await guest.SaveAsync(file, cancellationToken).ConfigureAwait(false);
            _store.AddSnapshot(file, root, ProcessedCount, (ulong)_tree.Count);
            _savedCount = ProcessedCount;
            NodeMetrics.Snapshots.Add(1, new KeyValuePair<string, object?>("application", Name));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            _savedCount = ProcessedCount; // not again for the same state
            NodeMetrics.Faults.Add(1, new KeyValuePair<string, object?>("application", Name));
            NodeLog.StateNotSaved(_options.Logger, Name, ProcessedCount, fault.Message);
            File.Delete(file);
        }
    }

    private async Task StartGuestAsync(ulong processed, CancellationToken cancellationToken)
    {
        await DropGuestAsync(cancellationToken).ConfigureAwait(false);
        _unsaved.Clear();
        IGuest guest = await _application.Guest(_store.Past, cancellationToken).ConfigureAwait(false);
        lock (_treeLock)
            _tree = new OutputsMerkleTree();
        Append(_store.OutputHashes());
        Interlocked.Exchange(ref _processedCount, processed);
        _savedCount = _store.SnapshotInputCount();
        _guest = guest;
        _isGuestCurrent = true;
        NodeLog.GuestStarted(_options.Logger, Name, processed);
    }

    // No question is under way when it goes.
    private async Task DropGuestAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        IGuest? old = _guest;
        _guest = null;
        _turn.Release();
        if (old is not null)
            await old.DisposeAsync().ConfigureAwait(false);
    }

    private Hash32 Append(IEnumerable<Hash32> leaves)
    {
        lock (_treeLock)
        {
            foreach (Hash32 leaf in leaves)
                _tree.Append(leaf);
            return _tree.Root;
        }
    }

    private void Stop(string reason)
    {
        Fault = reason;
        NodeLog.Stopped(_options.Logger, Name, reason);
        try
        {
            _store.SetState(ApplicationState.Inoperable, reason);
        }
        catch (SqliteException fault)
        {
            NodeLog.StopNotKept(_options.Logger, Name, fault.Message);
        }
    }

    private static InputStatus StatusOf(GuestStatus status) => status switch
    {
        GuestStatus.Accepted => InputStatus.Accepted,
        GuestStatus.Rejected => InputStatus.Rejected,
        GuestStatus.Exception => InputStatus.Exception,
        GuestStatus.OutputsLimitExceeded => InputStatus.OutputsLimitExceeded,
        GuestStatus.TimeLimitExceeded => InputStatus.TimeLimitExceeded,
        GuestStatus.PayloadLengthLimitExceeded => InputStatus.PayloadLengthLimitExceeded,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "unknown guest status"),
    };
}
