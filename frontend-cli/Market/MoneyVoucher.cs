using System.Diagnostics.CodeAnalysis;
using ModelMarket.Cli.Session.Node;
using ModelMarket.Contracts;
using Rollup.Ethereum.Official;
using Rollup.Primitives;
using Rollup.Primitives.Rollups;

namespace ModelMarket.Cli.Market;

/// <summary>A voucher of the machine that moves money out of the escrow.</summary>
/// <param name="OutputIndex">Its place among all outputs.</param>
/// <param name="EpochIndex">The epoch whose claim makes it executable.</param>
/// <param name="Kind"><c>pay</c>, <c>refund</c> or <c>settle</c>.</param>
/// <param name="JobId">The job.</param>
/// <param name="Pot">The pot it leaves.</param>
/// <param name="PaymentId">Its number in the job.</param>
/// <param name="To">Who gets it; the escrow itself where a settlement sets money aside for claims.</param>
/// <param name="Amount">In the token's smallest unit.</param>
/// <param name="RawOutput">The output as the tree holds it.</param>
/// <param name="Proof">Its proof; null until its epoch is claimed.</param>
/// <param name="Executed">Whether the node saw it executed.</param>
internal sealed record MoneyVoucher(
    ulong OutputIndex,
    ulong EpochIndex,
    string Kind,
    ulong JobId,
    byte Pot,
    ulong PaymentId,
    Address To,
    UInt128 Amount,
    byte[] RawOutput,
    OutputValidityProof? Proof,
    bool Executed)
{
    /// <summary>Reads an output of the node; false for anything but a payment, refund or settlement of this escrow.</summary>
    public static bool TryRead(NodeOutput output, Address escrow, [NotNullWhen(true)] out MoneyVoucher? voucher)
    {
        voucher = null;
        var raw = Hex.Decode(output.RawData);
        if (!Output.TryDecode(raw, out var decoded) || decoded is not Voucher call || call.Destination != escrow)
        {
            return false;
        }

        var index = NodeClient.Integer(output.Index);
        var proof = output.OutputHashesSiblings is { } siblings
            ? new OutputValidityProof(index, [.. siblings.Select(sibling => Hash32.Parse(sibling))])
            : null;
        var epoch = NodeClient.Integer(output.EpochIndex);
        var executed = output.ExecutionTransactionHash is not null;
        if (JobEscrow.PayCall.TryDecode(call.Payload.Span, out var pay))
        {
            voucher = new MoneyVoucher(index, epoch, "pay", pay.JobId, pay.Pot, pay.PaymentId, pay.To, pay.Amount, raw, proof, executed);
        }
        else if (JobEscrow.RefundCall.TryDecode(call.Payload.Span, out var refund))
        {
            voucher = new MoneyVoucher(index, epoch, "refund", refund.JobId, refund.Pot, refund.PaymentId, refund.To, refund.Amount, raw, proof, executed);
        }

        else if (JobEscrow.SettleCall.TryDecode(call.Payload.Span, out var settle))
        {
            voucher = new MoneyVoucher(index, epoch, "settle", settle.JobId, settle.Pot, settle.PaymentId, escrow, settle.Total, raw, proof, executed);
        }

        return voucher is not null;
    }
}
