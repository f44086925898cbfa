using ModelMarket.Contracts;
using Rollup.Primitives;

namespace ModelMarket.Core.Tests.Stories;

/// <summary>A money voucher, read back from its calldata as the escrow would. A settlement counts as paid to the escrow itself, which keeps it for claims.</summary>
public sealed record StoryPayment(bool IsRefund, ulong JobId, byte Pot, ulong PaymentId, Address To, UInt128 Amount)
{
    public static StoryPayment Of(Emission.Voucher voucher)
    {
        voucher.Destination.Should().Be(MarketStory.Escrow);
        voucher.Value.Should().Be(UInt256.Zero);
        if (JobEscrow.PayCall.TryDecode(voucher.Payload.Span, out JobEscrow.PayCall pay))
            return new StoryPayment(false, pay.JobId, pay.Pot, pay.PaymentId, pay.To, pay.Amount);
        if (JobEscrow.SettleCall.TryDecode(voucher.Payload.Span, out JobEscrow.SettleCall settle))
            return new StoryPayment(false, settle.JobId, settle.Pot, settle.PaymentId, MarketStory.Escrow, settle.Total);
        JobEscrow.RefundCall.TryDecode(voucher.Payload.Span, out JobEscrow.RefundCall refund).Should().BeTrue();
        return new StoryPayment(true, refund.JobId, refund.Pot, refund.PaymentId, refund.To, refund.Amount);
    }
}
