using System.Diagnostics.CodeAnalysis;
using Rollup.Ethereum.JsonRpc;
using Rollup.Primitives;
using Rollup.Primitives.Abi;

namespace Rollup.Ethereum.Official;

/// <summary>A voucher was executed.</summary>
/// <param name="OutputIndex">Which output, from 0 since genesis.</param>
/// <param name="Output">Its encoded bytes.</param>
/// <param name="Log">Where it happened; its address is the application.</param>
public sealed record OutputExecutedEvent(ulong OutputIndex, byte[] Output, LogEntry Log)
{
    /// <summary>Topic 0.</summary>
    public static Hash32 Topic { get; } = AbiSignature.Topic("OutputExecuted(uint64,bytes)");

    /// <summary>Reads a log; false when it is another event.</summary>
    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out OutputExecutedEvent? executed)
    {
        executed = null;
        if (log.Topics.Count != 1 || log.Topics[0] != Topic)
            return false;

        var reader = new AbiReader(log.Data);
        if (!reader.TryReadUInt64(out ulong index) || !reader.TryReadBytes(out ReadOnlySpan<byte> output) || !reader.TryEnd())
            return false;

        executed = new OutputExecutedEvent(index, output.ToArray(), log);
        return true;
    }
}
