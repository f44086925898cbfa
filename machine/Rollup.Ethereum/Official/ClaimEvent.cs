using System.Diagnostics.CodeAnalysis;
using Rollup.Ethereum.JsonRpc;
using Rollup.Primitives;
using Rollup.Primitives.Abi;

namespace Rollup.Ethereum.Official;

/// <summary>A claim was submitted (by one validator) or accepted (by the consensus).</summary>
/// <param name="Accepted">Whether it is the acceptance.</param>
/// <param name="Application">For which application.</param>
/// <param name="Submitter">Who submitted it; null at the acceptance.</param>
/// <param name="LastProcessedBlock">The last block of the epoch.</param>
/// <param name="OutputsMerkleRoot">The root claimed.</param>
/// <param name="Log">Where it happened; its address is the consensus.</param>
public sealed record ClaimEvent(bool Accepted, Address Application, Address? Submitter, ulong LastProcessedBlock, Hash32 OutputsMerkleRoot, LogEntry Log)
{
    /// <summary>Topic 0 of <c>ClaimSubmitted</c>.</summary>
    public static Hash32 SubmittedTopic { get; } = AbiSignature.Topic("ClaimSubmitted(address,address,uint256,bytes32)");

    /// <summary>Topic 0 of <c>ClaimAccepted</c>.</summary>
    public static Hash32 AcceptedTopic { get; } = AbiSignature.Topic("ClaimAccepted(address,uint256,bytes32)");

    /// <summary>Reads a log; false when it is another event.</summary>
    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out ClaimEvent? claim)
    {
        claim = null;
        bool accepted = log.Topics.Count == 2 && log.Topics[0] == AcceptedTopic;
        bool submitted = log.Topics.Count == 3 && log.Topics[0] == SubmittedTopic;
        if (!accepted && !submitted)
            return false;

        var reader = new AbiReader(log.Data);
        if (!reader.TryReadUInt64(out ulong block) || !reader.TryReadHash(out Hash32 root) || !reader.TryEnd())
            return false;

        claim = new ClaimEvent(accepted, EventTopic.ToAddress(log.Topics[^1]), submitted ? EventTopic.ToAddress(log.Topics[1]) : null, block, root, log);
        return true;
    }
}
