using System.Diagnostics.CodeAnalysis;
using Rollup.Ethereum.JsonRpc;
using Rollup.Primitives;
using Rollup.Primitives.Abi;

namespace Rollup.Ethereum.Official;

/// <summary>Somebody added an input.</summary>
/// <param name="Application">For whom.</param>
/// <param name="Index">Its number at this application, from 0.</param>
/// <param name="Input">The whole encoded blob (<c>EvmAdvance</c>).</param>
/// <param name="Log">Where it happened.</param>
public sealed record InputAddedEvent(Address Application, ulong Index, byte[] Input, LogEntry Log)
{
    /// <summary>Topic 0.</summary>
    public static Hash32 Topic { get; } = AbiSignature.Topic("InputAdded(address,uint256,bytes)");

    /// <summary>Reads a log; false when it is another event.</summary>
    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out InputAddedEvent? added)
    {
        added = null;
        if (log.Topics.Count != 3 || log.Topics[0] != Topic || !log.Topics[2].ToUInt256().TryToUInt64(out ulong index))
            return false;

        var reader = new AbiReader(log.Data);
        if (!reader.TryReadBytes(out ReadOnlySpan<byte> input) || !reader.TryEnd())
            return false;

        added = new InputAddedEvent(EventTopic.ToAddress(log.Topics[1]), index, input.ToArray(), log);
        return true;
    }

    /// <summary>Every input that a transaction added, in order.</summary>
    public static IEnumerable<InputAddedEvent> AllOf(TransactionReceipt receipt)
    {
        foreach (LogEntry log in receipt.Logs)
        {
            if (TryDecode(log, out InputAddedEvent? added))
                yield return added;
        }
    }
}
