using System.Diagnostics;
using Rollup.Ethereum.JsonRpc;
using Rollup.Node.Client;
using Rollup.Node.GuestHost;
using Rollup.Node.Guests;
using Rollup.Node.L1;
using Rollup.Node.Rpc;
using Rollup.Primitives;
using Rollup.Primitives.Rollups;

namespace Rollup.Node.Verification;

/// <summary>Trusts nobody but L1: reads every input, lets a guest work through it, and compares the outputs root with every accepted claim and every executed output.</summary>
public sealed class ReplayVerifier
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(100);
    private readonly ReplayOptions _options;
    private readonly ApplicationFacts _facts;
    private readonly IGuest _guest;
    private readonly ulong _head;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly OutputsMerkleTree _tree = new();
    // Per input its block and the number of outputs after it; per output its hash.
    private readonly List<(ulong Block, int OutputsEnd)> _inputs = [];
    private readonly List<Hash32> _outputs = [];
    private readonly List<ClaimCheck> _claims = [];
    private readonly List<ExecutionCheck> _wrongExecutions = [];
    private ulong _executedCount;
    private ulong _acceptedCount;
    private ulong _calldataBytes;
    private TimeSpan _lastProgress;

    private ReplayVerifier(ReplayOptions options, ApplicationFacts facts, IGuest guest, ulong head)
    {
        _options = options;
        _facts = facts;
        _guest = guest;
        _head = head;
    }

    /// <summary>Replays up to the head of L1.</summary>
    /// <exception cref="Rollup.Ethereum.Errors.EthereumException">L1 does not answer, has no such application, or its answers do not fit together.</exception>
    /// <exception cref="GuestFailedException">The guest cannot be run.</exception>
    public static async Task<ReplayReport> RunAsync(ReplayOptions options, CancellationToken cancellationToken = default)
    {
        using var client = new EthereumClient(options.L1Url, new EthereumClientOptions { Retries = NodeLimits.L1Retries }, options.L1Handler?.Invoke());
        ApplicationFacts facts = await ApplicationFacts.ReadAsync(client, options.Application, cancellationToken).ConfigureAwait(false);
        ulong head = await client.GetBlockNumberAsync(cancellationToken).ConfigureAwait(false);
        IGuest guest = await options.Guest(cancellationToken).ConfigureAwait(false);
        await using (guest.ConfigureAwait(false))
        {
            var reader = new L1Reader(client, facts, new NodeOptions { L1Url = options.L1Url, Applications = [], LogRangeBlocks = options.LogRangeBlocks });
            return await new ReplayVerifier(options, facts, guest, head).RunAsync(reader, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<ReplayReport> RunAsync(L1Reader reader, CancellationToken cancellationToken)
    {
        Checkpoint? last = null;
        while (await reader.ReadAsync(last, (ulong)_inputs.Count, cancellationToken).ConfigureAwait(false) is { } range)
        {
            foreach (L1Input input in range.Inputs)
                await ReplayAsync(input, cancellationToken).ConfigureAwait(false);
            foreach (L1Claim claim in range.Claims)
                Check(claim);
            foreach (L1Execution execution in range.Executions)
                Check(execution);
            last = range.End;
        }
        Tell(last?.Block ?? 0);
        NodeDifference? difference = _options.Against is { } node ? await CompareAsync(node, cancellationToken).ConfigureAwait(false) : null;
        return Report(last?.Block ?? 0) with { NodeDifference = difference };
    }

    private async Task ReplayAsync(L1Input input, CancellationToken cancellationToken)
    {
        GuestResult result = await _guest.AdvanceAsync(input.Advance, cancellationToken).ConfigureAwait(false);
        foreach (byte[] output in result.Outputs)
        {
            _outputs.Add(Keccak256.Hash(output));
            _tree.Append(_outputs[^1]);
        }
        _inputs.Add((input.BlockNumber, _tree.Count));
        _acceptedCount += result.IsAccepted ? 1UL : 0UL;
        _calldataBytes += (ulong)input.Advance.Payload.Length;
        if (_clock.Elapsed - _lastProgress > ProgressInterval)
            Tell(input.BlockNumber);
    }

    private void Check(L1Claim claim)
    {
        int inputsEnd = InputsUpTo(claim.LastProcessedBlock);
        int outputsEnd = inputsEnd == 0 ? 0 : _inputs[inputsEnd - 1].OutputsEnd;
        ulong firstInput = _claims.Count == 0 ? 0 : Math.Min(_claims[^1].InputsEnd, (ulong)inputsEnd);
        _claims.Add(new ClaimCheck(
            claim.LastProcessedBlock / _facts.EpochLength, claim.LastProcessedBlock, claim.Root, _tree.RootAt(outputsEnd), firstInput, (ulong)inputsEnd, claim.Transaction));
    }

    private void Check(L1Execution execution)
    {
        _executedCount++;
        int index = execution.OutputIndex < (ulong)_outputs.Count ? (int)execution.OutputIndex : -1;
        if (index >= 0 && _outputs[index] == execution.OutputHash)
            return;

        _wrongExecutions.Add(new ExecutionCheck(
            execution.OutputIndex, index < 0 ? null : InputOf(index), execution.OutputHash, index < 0 ? null : _outputs[index], execution.Transaction));
    }

    // The node may be some inputs ahead or behind; what both have worked through is compared.
    private async Task<NodeDifference?> CompareAsync(RollupNodeClient node, CancellationToken cancellationToken)
    {
        ulong inputs = Math.Min((ulong)_inputs.Count, await node.GetProcessedInputCountAsync(cancellationToken).ConfigureAwait(false));
        int expected = inputs == 0 ? 0 : _inputs[(int)inputs - 1].OutputsEnd;
        int index = 0;
        await foreach (OutputView output in node.AllOutputsAsync(new OutputFilter(), cancellationToken).ConfigureAwait(false))
        {
            if (output.InputIndex >= inputs)
                break;

            Hash32 hash = Keccak256.Hash(output.RawData);
            if (index >= expected || _outputs[index] != hash)
                return new NodeDifference((ulong)index, index < expected ? InputOf(index) : output.InputIndex, hash, index < expected ? _outputs[index] : null);
            index++;
        }
        return index < expected ? new NodeDifference((ulong)index, InputOf(index), null, _outputs[index]) : null;
    }

    // Both lists grow, so binary search finds the border.
    private int InputsUpTo(ulong block) => Border(input => input.Block <= block);

    private ulong InputOf(int output) => (ulong)Border(input => input.OutputsEnd <= output);

    private int Border(Func<(ulong Block, int OutputsEnd), bool> isBefore)
    {
        int low = 0, high = _inputs.Count;
        while (low < high)
        {
            int middle = low + (high - low) / 2;
            if (isBefore(_inputs[middle]))
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    private void Tell(ulong block)
    {
        _lastProgress = _clock.Elapsed;
        _options.Progress?.Report(new ReplayProgress((ulong)_inputs.Count, block, _head, _calldataBytes, _clock.Elapsed));
    }

    private ReplayReport Report(ulong lastBlock) => new()
    {
        Application = _facts.Application,
        LastBlock = lastBlock,
        InputCount = (ulong)_inputs.Count,
        AcceptedInputCount = _acceptedCount,
        CalldataBytes = _calldataBytes,
        OutputCount = (ulong)_tree.Count,
        OutputsRoot = _tree.Root,
        Claims = _claims,
        ExecutedOutputCount = _executedCount,
        WrongExecutions = _wrongExecutions,
        Elapsed = _clock.Elapsed,
    };
}
