using Microsoft.Extensions.Logging;
using Rollup.Primitives;

namespace Rollup.Node.Logs;

/// <summary>Every event the node tells, with its number, level and named values; numbers are never reused.</summary>
internal static partial class NodeLog
{
    [LoggerMessage(1, LogLevel.Information, "the node listens on {Url}")]
    public static partial void Listening(ILogger logger, Uri url);

    [LoggerMessage(2, LogLevel.Information, "the node stops")]
    public static partial void Stopping(ILogger logger);

    [LoggerMessage(3, LogLevel.Warning, "{Application}: {Account} may not claim at the consensus {Consensus}; this node reads only")]
    public static partial void ReadsOnly(ILogger logger, string application, Address account, Address consensus);

    [LoggerMessage(4, LogLevel.Warning, "the node cannot start yet: {Reason}; trying again in {PauseSeconds:0.##} s, {LeftSeconds:0} s before it gives up")]
    public static partial void CannotStartYet(ILogger logger, string reason, double pauseSeconds, double leftSeconds);

    [LoggerMessage(10, LogLevel.Warning, "{Application}: {Reason}; trying again in {PauseSeconds:0.##} s")]
    public static partial void TriesAgain(ILogger logger, string application, string reason, double pauseSeconds);

    [LoggerMessage(11, LogLevel.Error, "{Application}: the lane failed")]
    public static partial void Failed(ILogger logger, Exception fault, string application);

    [LoggerMessage(12, LogLevel.Error, "{Application}: {Reason}")]
    public static partial void Stopped(ILogger logger, string application, string reason);

    [LoggerMessage(13, LogLevel.Error, "{Application}: that could not be written down: {Reason}")]
    public static partial void StopNotKept(ILogger logger, string application, string reason);

    [LoggerMessage(14, LogLevel.Warning, "{Application}: L1 was reorganised; going back from block {FromBlock} to {ToBlock}")]
    public static partial void Reorganised(ILogger logger, string application, ulong? fromBlock, ulong? toBlock);

    [LoggerMessage(15, LogLevel.Warning, "L1 refused logs of {Blocks} blocks ({Reason}); asking for {NextBlocks}")]
    public static partial void RangeRefused(ILogger logger, ulong blocks, string reason, ulong nextBlocks);

    [LoggerMessage(20, LogLevel.Debug, "{Application}: input {Input} {Status} in {Milliseconds:0.0} ms, {Outputs} outputs")]
    public static partial void Processed(ILogger logger, string application, ulong input, string status, double milliseconds, int outputs);

    [LoggerMessage(21, LogLevel.Information, "{Application}: the guest is up after {Inputs} inputs")]
    public static partial void GuestStarted(ILogger logger, string application, ulong inputs);

    [LoggerMessage(22, LogLevel.Warning, "{Application}: the state after {Inputs} inputs could not be saved: {Reason}")]
    public static partial void StateNotSaved(ILogger logger, string application, ulong inputs, string reason);

    [LoggerMessage(30, LogLevel.Information, "{Application}: epoch {Epoch} accepted")]
    public static partial void EpochAccepted(ILogger logger, string application, ulong epoch);

    [LoggerMessage(31, LogLevel.Error, "{Application}: epoch {Epoch} was claimed with {Claimed}, but this node computes {Computed}")]
    public static partial void EpochDiffers(ILogger logger, string application, ulong epoch, Hash32 claimed, Hash32? computed);

    [LoggerMessage(32, LogLevel.Information, "{Application}: claim of epoch {Epoch} submitted: {Root}")]
    public static partial void ClaimSubmitted(ILogger logger, Address application, ulong epoch, Hash32? root);

    [LoggerMessage(33, LogLevel.Warning, "{Application}: claim of epoch {Epoch} {Reason}; it is sent again")]
    public static partial void ClaimAgain(ILogger logger, Address application, ulong epoch, string reason);

    [LoggerMessage(40, LogLevel.Error, "JSON-RPC {Method} failed")]
    public static partial void RpcFailed(ILogger logger, Exception fault, string method);

    [LoggerMessage(41, LogLevel.Error, "{Application}: a question could not be asked: {Reason}")]
    public static partial void InspectFailed(ILogger logger, string application, string reason);
}
