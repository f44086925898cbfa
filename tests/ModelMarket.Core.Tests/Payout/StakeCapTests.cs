using ModelMarket.Core.Payout;

namespace ModelMarket.Core.Tests.Payout;

public sealed class StakeCapTests
{
    [Theory]
    [InlineData(100, 10, 0, 0, 100)] // no cap
    [InlineData(100, 10, 1_999, 0, 19)] // one floor
    [InlineData(100, 10, 2_000, 5, 15)]
    [InlineData(100, 10, 2_000, 25, 0)]
    [InlineData(7, 10, 2_000, 0, 7)]
    public void Pay_is_capped_by_the_bond(int pay, int bond, int thousandths, int earned, int expected) =>
        StakeCap.Apply((UInt128)pay, (UInt128)bond, (uint)thousandths, (UInt128)earned).Should().Be((UInt128)expected);

    [Fact]
    public void Cap_beyond_all_money_is_none() => StakeCap.Of(UInt128.MaxValue, 1_001).Should().BeNull();
}
