using System.Diagnostics;
using Rollup.Ethereum.Errors;
using Rollup.Ethereum.JsonRpc;
using Rollup.Ethereum.Official;
using Rollup.Node.Client;
using Rollup.Node.GuestHost;
using Rollup.Node.L1;
using Rollup.Node.Lanes;
using Rollup.Node.Logs;
using Rollup.Node.Rpc;
using Rollup.Node.Storage;
using Rollup.Primitives;

namespace Rollup.Node.Verification;

/// <summary>
/// Trusts nobody but L1: reads every input, lets a guest work through it, and compares the outputs root with every accepted claim and every executed output.
/// It is the node's own lane without claims and without an API, so it goes on where it stopped when its folder is kept.
/// </summary>
public sealed class ReplayVerifier
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan FirstFaultPause = TimeSpan.FromMilliseconds(100);
    private const int FaultsInARowMax = 8;

    private readonly ReplayOptions _options;
    private readonly ApplicationFacts _facts;
    private readonly ApplicationLane _lane;
    private readonly ReplayQueries _queries;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private ulong _head;
    private ulong _expectedInputs;
    private ulong _resumedInputs;
    private ulong _measuredInputs;
    private ulong _inputBytes;
    private TimeSpan _lastProgress;

    private ReplayVerifier(ReplayOptions options, ApplicationFacts facts, ApplicationLane lane, ReplayQueries queries)
    {
        _options = options;
        _facts = facts;
        _lane = lane;
        _queries = queries;
    }

    /// <summary>Replays up to the head of L1.</summary>
    /// <exception cref="EthereumException">L1 does not answer, has no such application, or its answers do not fit together.</exception>
    /// <exception cref="GuestFailedException">The guest cannot be run.</exception>
    /// <exception cref="StoreMismatchException">The folder belongs to something else.</exception>
    public static async Task<ReplayReport> RunAsync(ReplayOptions options, CancellationToken cancellationToken = default)
    {
        string folder = options.Folder ?? Directory.CreateTempSubdirectory("rollup-verify-").FullName;
        try
        {
            Directory.CreateDirectory(folder);
            return await RunAsync(options, folder, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (options.Folder is null)
                Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Removes what earlier runs kept of an application, so that the next one begins at its first input.</summary>
    public static void Forget(string folder, Address application)
    {
        if (!Directory.Exists(folder))
            return;

        foreach (string file in Directory.EnumerateFiles(folder, $"{application}.db*"))
            File.Delete(file);
        string states = Path.Combine(folder, $"{application}.snapshots");
        if (Directory.Exists(states))
            Directory.Delete(states, recursive: true);
    }

    private static async Task<ReplayReport> RunAsync(ReplayOptions options, string folder, CancellationToken cancellationToken)
    {
        using var client = new EthereumClient(options.L1Url, new EthereumClientOptions { Retries = NodeLimits.L1Retries }, options.L1Handler?.Invoke());
        ApplicationFacts facts = await ApplicationFacts.ReadAsync(client, options.Application, cancellationToken).ConfigureAwait(false);
        var application = new ApplicationOptions { Name = "verified", Address = options.Application, Guest = options.Guest, Snapshots = SnapshotPolicy.EveryEpoch };
        var node = new NodeOptions { L1Url = options.L1Url, Applications = [application], LogRangeBlocks = options.LogRangeBlocks, Logger = new LineLogger(options.Log) };
        ApplicationStore store = ApplicationStore.Open(Path.Combine(folder, $"{options.Application}.db"), facts);
        var lane = new ApplicationLane(node, application, facts, store, new L1Reader(client, facts, node), new Claimer(store, facts, null, node));
        await using (lane.ConfigureAwait(false))
        {
            var verifier = new ReplayVerifier(options, facts, lane, new ReplayQueries(store.ConnectionString, facts.EpochLength));
            return await verifier.RunAsync(client, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<ReplayReport> RunAsync(EthereumClient client, CancellationToken cancellationToken)
    {
        _head = await client.GetBlockNumberAsync(cancellationToken).ConfigureAwait(false);
        _expectedInputs = await new InputBoxContract(client, _facts.InputBox).GetNumberOfInputsAsync(_facts.Application, default, cancellationToken).ConfigureAwait(false);
        await _lane.StartAsync(cancellationToken).ConfigureAwait(false);
        _resumedInputs = _measuredInputs = _lane.ProcessedCount;
        bool isBehind = true;
        while (isBehind)
        {
            await StepAsync(cancellationToken).ConfigureAwait(false);
            isBehind = _lane.LastBlock is not { } last || last < _head || _lane.ProcessedCount < _lane.InputCount;
            if (!isBehind || _clock.Elapsed - _lastProgress > ProgressInterval)
                Tell();
        }
        NodeDifference? difference = _options.Against is { } other ? await CompareAsync(other, cancellationToken).ConfigureAwait(false) : null;
        return Report(difference);
    }

    private async Task StepAsync(CancellationToken cancellationToken)
    {
        TimeSpan pause = FirstFaultPause;
        for (int fault = 1; ; fault++)
        {
            try
            {
                await _lane.StepAsync(cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (EthereumException refusal) when (fault < FaultsInARowMax)
            {
                _options.Log($"{refusal.Message}; trying again in {pause.TotalSeconds:0.#} s");
                await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
                pause *= 2;
            }
        }
    }

    // The node may be some inputs ahead or behind; what both have worked through is compared.
    private async Task<NodeDifference?> CompareAsync(RollupNodeClient node, CancellationToken cancellationToken)
    {
        ulong inputs = Math.Min(_lane.ProcessedCount, await node.GetProcessedInputCountAsync(cancellationToken).ConfigureAwait(false));
        return await CompareInputsAsync(node, inputs, cancellationToken).ConfigureAwait(false) ?? await CompareOutputsAsync(node, inputs, cancellationToken).ConfigureAwait(false);
    }

    // Status and root of every input. A node may leave the root of an input out that was not accepted.
    private async Task<NodeDifference?> CompareInputsAsync(RollupNodeClient node, ulong inputs, CancellationToken cancellationToken)
    {
        using IEnumerator<(ulong Index, InputStatus Status, Hash32 Root)> computed = _queries.Results(inputs).GetEnumerator();
        await foreach (InputView theirs in node.AllInputsAsync(new InputFilter(), cancellationToken).ConfigureAwait(false))
        {
            if (!computed.MoveNext())
                return null;
            var (index, status, root) = computed.Current;
            if (theirs.Index != index || theirs.Status != status || (theirs.OutputsHash is { } other && other != root))
                return await InInputAsync(node, index, theirs.Index == index ? theirs.Status : InputStatus.None, status, cancellationToken).ConfigureAwait(false);
        }
        return computed.MoveNext() ? new NodeDifference(null, computed.Current.Index, null, null, InputStatus.None, computed.Current.Status) : null;
    }

    private async Task<NodeDifference> InInputAsync(RollupNodeClient node, ulong input, InputStatus theirStatus, InputStatus status, CancellationToken cancellationToken)
    {
        List<(ulong Index, Hash32 Hash)> theirs = [];
        await foreach (OutputView output in node.AllOutputsAsync(new OutputFilter { InputIndex = input }, cancellationToken).ConfigureAwait(false))
            theirs.Add((output.Index, Keccak256.Hash(output.RawData)));
        (ulong Index, Hash32 Hash)[] ours = [.. _queries.OutputsOf(input)];
        for (int i = 0; i < Math.Max(theirs.Count, ours.Length); i++)
        {
            Hash32? their = i < theirs.Count ? theirs[i].Hash : null, our = i < ours.Length ? ours[i].Hash : null;
            if (their != our)
                return new NodeDifference(i < ours.Length ? ours[i].Index : theirs[i].Index, input, their, our, theirStatus, status);
        }
        return new NodeDifference(null, input, null, null, theirStatus, status);
    }

    private async Task<NodeDifference?> CompareOutputsAsync(RollupNodeClient node, ulong inputs, CancellationToken cancellationToken)
    {
        using IEnumerator<(ulong Index, ulong Input, Hash32 Hash)> computed = _queries.Outputs(inputs).GetEnumerator();
        await foreach (OutputView output in node.AllOutputsAsync(new OutputFilter(), cancellationToken).ConfigureAwait(false))
        {
            if (output.InputIndex >= inputs)
                break;

            Hash32 hash = Keccak256.Hash(output.RawData);
            if (!computed.MoveNext())
                return new NodeDifference(output.Index, output.InputIndex, hash, null, default, default);
            if (computed.Current.Hash != hash || computed.Current.Input != output.InputIndex)
                return new NodeDifference(computed.Current.Index, Math.Min(computed.Current.Input, output.InputIndex), hash, computed.Current.Hash, default, default);
        }
        return computed.MoveNext() ? new NodeDifference(computed.Current.Index, computed.Current.Input, null, computed.Current.Hash, default, default) : null;
    }

    private void Tell()
    {
        _lastProgress = _clock.Elapsed;
        ulong processed = _lane.ProcessedCount;
        _inputBytes += _queries.InputBytes(_measuredInputs, processed);
        _measuredInputs = processed;
        _options.Progress?.Report(new ReplayProgress(
            processed, Math.Max(_expectedInputs, processed), _resumedInputs, _lane.LastBlock ?? 0, _head, _inputBytes, _queries.EqualClaimCount(), _clock.Elapsed));
    }

    private ReplayReport Report(NodeDifference? difference) => new()
    {
        Application = _facts.Application,
        LastBlock = _lane.LastBlock ?? 0,
        InputCount = _lane.ProcessedCount,
        ResumedInputCount = _resumedInputs,
        AcceptedInputCount = _queries.AcceptedInputCount(),
        CalldataBytes = _inputBytes,
        OutputCount = _lane.OutputCount,
        OutputsRoot = _lane.OutputsRoot,
        Claims = _queries.Claims(),
        ExecutedOutputCount = _queries.ExecutedCount(),
        WrongExecutions = _queries.WrongExecutions(),
        NodeDifference = difference,
        Elapsed = _clock.Elapsed,
    };
}
