using ModelMarket.Core.Payout;

namespace ModelMarket.Core.Tests.Payout;

public sealed class FinalPayTests
{
    [Fact]
    public void Payable_goes_by_contributions_to_the_last_unit() =>
        FinalPay.Of(100, [new FinalMember(0, 1, 0, 0), new FinalMember(2, 1, 0, 0), new FinalMember(5, 1, 0, 0)], 0)
            .Select(share => share.Pay).Should().Equal(34, 33, 33);

    [Fact]
    public void Cap_counts_what_the_round_paid() =>
        FinalPay.Of(100, [new FinalMember(0, 1, 10, 15), new FinalMember(1, 1, 10, 30), new FinalMember(2, 2, 1_000, 0)], 2_000)
            .Select(share => share.Pay).Should().Equal(5, 0, 50);

    [Fact]
    public void Nothing_contributed_pays_nothing() => FinalPay.Of(100, [], 0).Should().BeEmpty();
}
