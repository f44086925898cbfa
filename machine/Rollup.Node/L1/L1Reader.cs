using Rollup.Ethereum;
using Rollup.Ethereum.Errors;
using Rollup.Ethereum.JsonRpc;
using Rollup.Ethereum.Official;
using Rollup.Node.Logs;
using Rollup.Primitives;
using Rollup.Primitives.Rollups;

namespace Rollup.Node.L1;

/// <summary>Reads what happens to one application on L1, range by range, and never takes an answer that does not fit the one before.</summary>
internal sealed class L1Reader(EthereumClient client, ApplicationFacts facts, NodeOptions options)
{
    // Nobody knows how much a range holds before it came: begin small, grow while answers are small.
    private const ulong FirstRangeBlocks = 64;
    private const long LargeRangeBytes = 8 << 20;
    private static readonly Hash32 ConsensusChangedTopic = AbiSignature.Topic("OutputsMerkleRootValidatorChanged(address)");
    private ulong _rangeBlocks = Math.Min(FirstRangeBlocks, options.LogRangeBlocks);

    /// <summary>Reads the next range after <paramref name="last"/>.</summary>
    /// <returns>Null when there is no new block.</returns>
    /// <exception cref="L1InconsistentException">Logs are missing or the chain moved meanwhile; nothing was taken.</exception>
    public async Task<L1Range?> ReadAsync(Checkpoint? last, ulong nextInput, CancellationToken cancellationToken)
    {
        BlockHeader? head = await HeadAsync(cancellationToken).ConfigureAwait(false);
        ulong from = last is { } checkpoint ? checkpoint.Block + 1 : facts.FirstBlock;
        if (head is null || head.Number < from)
            return null;

        while (true)
        {
            ulong to = Math.Min(head.Number, from + _rangeBlocks - 1);
            try
            {
                L1Range range = await ReadRangeAsync(last, from, to, head, nextInput, cancellationToken).ConfigureAwait(false);
                bool isLarge = range.Inputs.Sum(input => (long)input.Blob.Length) > LargeRangeBytes;
                _rangeBlocks = isLarge ? Math.Max(1, _rangeBlocks / 2) : Math.Min(options.LogRangeBlocks, _rangeBlocks * 2);
                return range;
            }
            catch (EthereumException refusal) when (to > from && refusal is EthereumRpcException or EthereumUnreachableException)
            {
                // Providers refuse long ranges and large answers in their own words: halve until they do not.
                _rangeBlocks = (to - from + 1) / 2;
                NodeLog.RangeRefused(options.Logger, to - from + 1, refusal.Message, _rangeBlocks);
                if (refusal is EthereumUnreachableException)
                    throw;
            }
        }
    }

    /// <summary>Whether the chain still has this block.</summary>
    public async Task<bool> IsCanonicalAsync(Checkpoint checkpoint, CancellationToken cancellationToken)
    {
        BlockHeader? block = await client.GetBlockAsync(BlockTag.Number(checkpoint.Block), cancellationToken).ConfigureAwait(false);
        return block is not null && block.Hash == checkpoint.Hash;
    }

    private async Task<BlockHeader?> HeadAsync(CancellationToken cancellationToken)
    {
        BlockHeader? head = await client.GetBlockAsync(options.ReadUpTo, cancellationToken).ConfigureAwait(false);
        if (head is null || options.Confirmations == 0)
            return head;
        if (head.Number < options.Confirmations)
            return null;

        return await client.GetBlockAsync(BlockTag.Number(head.Number - options.Confirmations), cancellationToken).ConfigureAwait(false);
    }

    private async Task<L1Range> ReadRangeAsync(Checkpoint? last, ulong from, ulong to, BlockHeader head, ulong nextInput, CancellationToken cancellationToken)
    {
        BlockHeader end = to == head.Number ? head : await BlockAsync(to, cancellationToken).ConfigureAwait(false);
        Task<IReadOnlyList<LogEntry>> inputLogs = LogsAsync(from, to, [facts.InputBox], [[InputAddedEvent.Topic], [EventTopic.Of(facts.Application)]], cancellationToken);
        Task<IReadOnlyList<LogEntry>> otherLogs = LogsAsync(
            from, to, [facts.Application, facts.Consensus], [[OutputExecutedEvent.Topic, ClaimEvent.AcceptedTopic, ConsensusChangedTopic]], cancellationToken);
        await Task.WhenAll(inputLogs, otherLogs).ConfigureAwait(false);
        List<L1Input> inputs = Inputs(await inputLogs.ConfigureAwait(false), nextInput);
        await RequireCompleteAsync(to, nextInput + (ulong)inputs.Count, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<LogEntry> others = await otherLogs.ConfigureAwait(false);
        await RequireCompleteAsync(from, to, others, cancellationToken).ConfigureAwait(false);
        // Asked last: if the block is still there, the logs before were of this chain.
        if ((await BlockAsync(to, cancellationToken).ConfigureAwait(false)).Hash != end.Hash)
            throw new L1InconsistentException($"block {to} changed while its logs were read");
        // Or else inputs of the block before could have been exchanged for as many others.
        if (last is { } before && !(to == from ? end.ParentHash == before.Hash : await IsCanonicalAsync(before, cancellationToken).ConfigureAwait(false)))
            throw new L1InconsistentException($"block {to} does not follow block {before.Block} as it was read");

        return new L1Range(from, new Checkpoint(to, end.Hash), inputs, Executions(others), Claims(others), NewConsensus(others));
    }

    private async Task<BlockHeader> BlockAsync(ulong number, CancellationToken cancellationToken) =>
        await client.GetBlockAsync(BlockTag.Number(number), cancellationToken).ConfigureAwait(false)
        ?? throw new L1InconsistentException($"block {number} is gone");

    private async Task<IReadOnlyList<LogEntry>> LogsAsync(
        ulong from, ulong to, IReadOnlyList<Address> addresses, IReadOnlyList<IReadOnlyList<Hash32>> topics, CancellationToken cancellationToken)
    {
        IReadOnlyList<LogEntry> logs = await client.GetLogsAsync(
            new LogFilter(BlockTag.Number(from), BlockTag.Number(to), addresses, topics), cancellationToken).ConfigureAwait(false);
        return [.. logs.Where(log => !log.Removed && log.BlockNumber >= from && log.BlockNumber <= to).DistinctBy(log => (log.BlockHash, log.LogIndex))];
    }

    private List<L1Input> Inputs(IReadOnlyList<LogEntry> logs, ulong nextInput)
    {
        var inputs = new List<L1Input>();
        foreach (LogEntry log in logs)
        {
            if (!InputAddedEvent.TryDecode(log, out InputAddedEvent? added) || added.Application != facts.Application)
                throw new L1InconsistentException($"the provider gave a log that was not asked for (block {log.BlockNumber}, log {log.LogIndex})");

            ulong expected = nextInput + (ulong)inputs.Count;
            if (added.Index != expected)
                throw new L1InconsistentException($"input {expected} is missing: block {log.BlockNumber} has input {added.Index}");
            if (!EvmAdvance.TryDecode(added.Input, out EvmAdvance? advance) || advance.Index != added.Index || advance.AppContract != facts.Application)
                throw new L1InconsistentException($"input {added.Index} is not what an InputBox 2.2.0 writes");

            inputs.Add(new L1Input(added.Index, log.BlockNumber, log.TransactionHash, added.Input, advance));
        }
        return inputs;
    }

    // Logs missing at the end of a range leave no gap, so the contract is asked how many there are. Providers without old state cannot say: then the gap shows
    // in the next range.
    private async Task RequireCompleteAsync(ulong block, ulong count, CancellationToken cancellationToken)
    {
        ulong onChain;
        try
        {
            onChain = await new InputBoxContract(client, facts.InputBox).GetNumberOfInputsAsync(facts.Application, BlockTag.Number(block), cancellationToken).ConfigureAwait(false);
        }
        catch (EthereumRpcException)
        {
            return;
        }
        if (onChain != count)
            throw new L1InconsistentException($"the InputBox has {onChain} inputs at block {block}, the logs have {count}");
    }

    // Executions and claims have no index that would show a gap either, but the contracts count them.
    private async Task RequireCompleteAsync(ulong from, ulong to, IReadOnlyList<LogEntry> logs, CancellationToken cancellationToken)
    {
        var application = new ApplicationContract(client, facts.Application);
        var consensus = new ConsensusContract(client, facts.Consensus);
        ulong executed = (ulong)logs.Count(log => log.Address == facts.Application && log.Topics.Count > 0 && log.Topics[0] == OutputExecutedEvent.Topic);
        ulong accepted = (ulong)logs.Count(log => log.Address == facts.Consensus && log.Topics.Count > 0 && log.Topics[0] == ClaimEvent.AcceptedTopic);
        await RequireGrowthAsync("executed outputs", executed, from, to, tag => application.GetNumberOfExecutedOutputsAsync(tag, cancellationToken)).ConfigureAwait(false);
        await RequireGrowthAsync("accepted claims", accepted, from, to, tag => consensus.GetNumberOfAcceptedClaimsAsync(tag, cancellationToken)).ConfigureAwait(false);
    }

    private static async Task RequireGrowthAsync(string what, ulong found, ulong from, ulong to, Func<BlockTag, Task<ulong>> count)
    {
        try
        {
            ulong after = await CountOrNoneAsync(count, BlockTag.Number(to)).ConfigureAwait(false);
            ulong before = from == 0 ? 0 : await CountOrNoneAsync(count, BlockTag.Number(from - 1)).ConfigureAwait(false);
            if (after != before + found)
                throw new L1InconsistentException($"the blocks {from} to {to} have brought the {what} from {before} to {after}, the logs have {found}");
        }
        catch (EthereumRpcException)
        {
            // A provider without old state cannot say.
        }
    }

    // Before it was deployed a contract counts nothing.
    private static async Task<ulong> CountOrNoneAsync(Func<BlockTag, Task<ulong>> count, BlockTag tag)
    {
        try
        {
            return await count(tag).ConfigureAwait(false);
        }
        catch (UnexpectedContractException)
        {
            return 0;
        }
    }

    private List<L1Execution> Executions(IReadOnlyList<LogEntry> logs)
    {
        var executions = new List<L1Execution>();
        foreach (LogEntry log in logs)
        {
            if (log.Address == facts.Application && OutputExecutedEvent.TryDecode(log, out OutputExecutedEvent? executed))
                executions.Add(new L1Execution(executed.OutputIndex, log.BlockNumber, log.TransactionHash, Keccak256.Hash(executed.Output)));
        }
        return executions;
    }

    private Address? NewConsensus(IReadOnlyList<LogEntry> logs)
    {
        foreach (LogEntry log in logs)
        {
            if (log.Address == facts.Application && log.Topics.Count > 0 && log.Topics[0] == ConsensusChangedTopic && log.Data.Length == Hash32.SizeBytes)
            {
                Address consensus = EventTopic.ToAddress(Hash32.FromBytes(log.Data));
                if (consensus != facts.Consensus)
                    return consensus;
            }
        }
        return null;
    }

    private List<L1Claim> Claims(IReadOnlyList<LogEntry> logs)
    {
        var claims = new List<L1Claim>();
        foreach (LogEntry log in logs)
        {
            if (log.Address == facts.Consensus && ClaimEvent.TryDecode(log, out ClaimEvent? claim) && claim.Accepted && claim.Application == facts.Application)
                claims.Add(new L1Claim(claim.LastProcessedBlock, claim.OutputsMerkleRoot, log.BlockNumber, log.TransactionHash));
        }
        return claims;
    }
}
