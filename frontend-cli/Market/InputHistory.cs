using ModelMarket.Cli.Session;
using Rollup.Ethereum.JsonRpc;
using Rollup.Ethereum.Official;
using Rollup.Primitives;
using Rollup.Primitives.Rollups;

namespace ModelMarket.Cli.Market;

/// <summary>Every input of the application as L1 keeps it: the one source that nobody can take away.</summary>
internal static class InputHistory
{
    private const string MendLogs = "Use an endpoint that keeps all logs, with --rpc.";

    /// <summary>Reads all inputs, in order.</summary>
    /// <exception cref="CliFault">The endpoint does not have all of them.</exception>
    public static async Task<IReadOnlyList<EvmAdvance>> ReadAsync(MarketSession session, CancellationToken cancellation)
    {
        var first = await new ApplicationContract(session.Ethereum, session.Application).GetDeploymentBlockNumberAsync(cancellation);
        var logs = await LogsAsync(session, session.InputBox, first, InputAddedEvent.Topic, cancellation);
        var inputs = new List<EvmAdvance>();
        foreach (var log in logs)
        {
            if (!InputAddedEvent.TryDecode(log, out var added) || !EvmAdvance.TryDecode(added.Input, out var input) || input.Index != (ulong)inputs.Count)
            {
                throw CliFault.Unreachable($"The endpoint's logs of the InputBox are not complete: expected input {inputs.Count} in block {log.BlockNumber}.", MendLogs);
            }

            inputs.Add(input);
        }

        var count = await new InputBoxContract(session.Ethereum, session.InputBox).GetNumberOfInputsAsync(session.Application, default, cancellation);
        return count <= (ulong)inputs.Count
            ? inputs
            : throw CliFault.Unreachable($"The InputBox counts {count} inputs, the endpoint's logs hold {inputs.Count}.", MendLogs);
    }

    /// <summary>Events of a contract about this application, whose address is their first argument.</summary>
    public static Task<IReadOnlyList<LogEntry>> LogsAsync(MarketSession session, Address contract, ulong firstBlock, Hash32 topic, CancellationToken cancellation)
    {
        var word = new byte[Hash32.SizeBytes];
        session.Application.CopyTo(word.AsSpan(Hash32.SizeBytes - Address.SizeBytes));
        var filter = new LogFilter(BlockTag.Number(firstBlock), BlockTag.Latest, [contract], [[topic], [Hash32.FromBytes(word)]]);
        return session.Ethereum.GetLogsAsync(filter, cancellation);
    }
}
