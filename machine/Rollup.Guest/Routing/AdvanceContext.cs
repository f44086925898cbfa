using Rollup.Primitives;
using Rollup.Primitives.Assets;

namespace Rollup.Guest.Routing;

/// <summary>One input while a handler works on it: what the chain says about it, and where its outputs go. Valid during the call only.</summary>
/// <param name="metadata">What the chain says about the input.</param>
/// <param name="outputs">Takes vouchers, notices and reports.</param>
public sealed class AdvanceContext(in AdvanceMetadata metadata, IOutputSink outputs) : IOutputSink, IGenericIo
{
    /// <summary>What the chain says about the input.</summary>
    public AdvanceMetadata Metadata { get; } = metadata;

    /// <summary>Takes vouchers, notices and reports.</summary>
    public IOutputSink Outputs { get; } = outputs;

    /// <summary>Who sent the input; for a deposit the portal, the giver being <see cref="Deposit.Sender"/>.</summary>
    public Address Sender => Metadata.MsgSender;

    /// <summary>This application's contract.</summary>
    public Address Application => Metadata.AppContract;

    /// <summary>Time of the input's block, in seconds since 1970: the only time there is.</summary>
    public ulong Timestamp => Metadata.BlockTimestamp;

    /// <inheritdoc/>
    public ulong Voucher(Address destination, UInt256 value, ReadOnlySpan<byte> payload) => Outputs.Voucher(destination, value, payload);

    /// <inheritdoc/>
    public ulong Notice(ReadOnlySpan<byte> payload) => Outputs.Notice(payload);

    /// <inheritdoc/>
    public ulong DelegateCallVoucher(Address destination, ReadOnlySpan<byte> payload) => Outputs.DelegateCallVoucher(destination, payload);

    /// <inheritdoc/>
    public void Report(ReadOnlySpan<byte> payload) => Outputs.Report(payload);

    /// <inheritdoc/>
    public GenericIoResponse Request(ushort domain, ReadOnlySpan<byte> id) => Outputs is IGenericIo host
        ? host.Request(domain, id)
        : throw new RollupServerException($"This host has no generic I/O, nor a domain {domain}.");

    /// <summary>Undoes the input: <c>return context.Reject("BET_TOO_HIGH", "…");</c>. Whatever the handler changed goes back; nodes of this line drop the
    /// report as well.</summary>
    /// <param name="code">A stable name for machines.</param>
    /// <param name="message">What happened and what to do about it, for people.</param>
    public AdvanceStatus Reject(string code, string message)
    {
        Refusals.Report(Outputs, code, message);
        return AdvanceStatus.Reject;
    }

    /// <summary>Refuses the input and keeps the report of why: for handlers that check everything before they change anything.</summary>
    /// <param name="code">A stable name for machines.</param>
    /// <param name="message">What happened and what to do about it, for people.</param>
    public AdvanceStatus Decline(string code, string message)
    {
        Refusals.Report(Outputs, code, message);
        return AdvanceStatus.Accept;
    }

    /// <summary>Sends a deposit back to who gave it, by voucher.</summary>
    public AdvanceStatus ReturnDeposit(Deposit deposit)
    {
        Outputs.Leave(deposit.ReturnVoucher(Application));
        return AdvanceStatus.Accept;
    }
}
