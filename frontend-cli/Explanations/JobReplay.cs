using System.Globalization;
using ModelMarket.Cli.Market;
using ModelMarket.Cli.Session;
using ModelMarket.Contracts;
using ModelMarket.Core;
using Rollup.Primitives;
using Rollup.Primitives.Rollups;

namespace ModelMarket.Cli.Explanations;

/// <summary>Runs every input that L1 keeps through the market's own code in this process, and compares each voucher and notice with the node's.</summary>
internal static class JobReplay
{
    /// <summary>Replays all inputs the node has processed.</summary>
    /// <param name="session">Chain and node.</param>
    /// <param name="genesis">What the deployment chose.</param>
    /// <param name="prunedJobId">A job that the machine has pruned, to be kept as it was before; null for none.</param>
    /// <param name="cancellation">Stops it between two inputs.</param>
    /// <returns>How many inputs and outputs are equal, or the first difference in words.</returns>
    public static async Task<ReplayFinding> RunAsync(MarketSession session, Genesis genesis, ulong? prunedJobId, CancellationToken cancellation)
    {
        var processed = await session.Node.ProcessedInputsAsync(cancellation);
        var inputs = (await InputHistory.ReadAsync(session, cancellation)).Take(checked((int)processed)).ToList();
        var said = (await session.Node.OutputsAsync(null, cancellation)).Select(output => Hex.Decode(output.RawData)).ToList();
        var market = new Core.Market(genesis);
        KeptJob? kept = null;
        var next = 0;
        foreach (var input in inputs)
        {
            cancellation.ThrowIfCancellationRequested();
            kept = await BeforeAsync(market, input, prunedJobId, cancellation) ?? kept;
            foreach (var output in OutputsOf(market, input))
            {
                if (next >= said.Count || !output.AsSpan().SequenceEqual(said[next]))
                {
                    return new ReplayFinding(inputs.Count, next, string.Create(CultureInfo.InvariantCulture, $"output {next}, of input {input.Index} by {input.MsgSender.ToChecksumString()}, is not what the node says"), kept);
                }

                next++;
            }
        }

        return new ReplayFinding(inputs.Count, next, next == said.Count ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"the node has {said.Count - next} outputs more than the replay"), kept);
    }

    // Only a tick of the job itself prunes it.
    private static async Task<KeptJob?> BeforeAsync(Core.Market market, EvmAdvance input, ulong? jobId, CancellationToken cancellation)
    {
        if (jobId is not { } id || !MarketInputs.TickCall.TryDecode(input.Payload.Span, out var tick) || tick.JobId != id)
        {
            return null;
        }

        var reader = new MarketReader(market);
        return await reader.JobAsync(id, cancellation) is { End: not null, Terms: not null } job
            ? new KeptJob(job, await reader.SubmissionsAsync(id, cancellation))
            : null;
    }

    private static IEnumerable<byte[]> OutputsOf(Core.Market market, EvmAdvance input)
    {
        var context = new InputContext(input.MsgSender, input.BlockNumber, input.BlockTimestamp, input.PrevRandao, input.Index, input.AppContract, input.ChainId);
        foreach (var emission in market.Advance(context, input.Payload).Emissions)
        {
            if (emission is Emission.Voucher voucher)
            {
                yield return new Voucher(voucher.Destination, voucher.Value, voucher.Payload).Encode();
            }
            else if (emission is Emission.Notice notice)
            {
                yield return new Notice(notice.Payload).Encode();
            }
        }
    }
}
