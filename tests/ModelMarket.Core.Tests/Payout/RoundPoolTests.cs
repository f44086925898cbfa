using ModelMarket.Core.Payout;

namespace ModelMarket.Core.Tests.Payout;

public sealed class RoundPoolTests
{
    [Theory]
    [InlineData(1_000, 500, 500)]
    [InlineData(1_001, 500, 500)]
    [InlineData(999, 1_000, 999)]
    [InlineData(999, 0, 0)]
    public void Final_part_is_one_floor(int pool, int thousandths, int part) =>
        RoundPool.FinalPart((UInt128)pool, (uint)thousandths).Should().Be((UInt128)part);

    [Theory]
    [InlineData(900, 0, 0)] // v(N) = 0
    [InlineData(900, 33, 297)] // 900 · 99/(3 · 100), the third of the way to D_r = 33⅓
    [InlineData(900, 34, 300)] // 102 is more than D: the whole share of the round
    [InlineData(900, 1_000_000, 300)]
    [InlineData(1, 1_000_000, 0)]
    public void Round_pool_is_one_floor_of_what_is_left_by_exact_D_r(int left, int improvement, int pool) =>
        RoundPool.Of((UInt128)left, (ulong)improvement, 100, 3, 3).Should().Be((UInt128)pool);

    [Fact]
    public void Money_of_a_weak_round_is_there_for_the_next_and_the_last_may_pay_it_all()
    {
        UInt128 first = RoundPool.Of(1_000, 10, 100, 2, 2), second = RoundPool.Of(1_000 - first, 100, 100, 2, 1);

        (first, second).Should().Be(((UInt128)100, (UInt128)900));
    }

    [Fact]
    public void Largest_amounts_do_not_overflow()
    {
        RoundPool.Of(UInt128.MaxValue, ulong.MaxValue, (1UL << 48) - 1, 64, 64).Should().Be(UInt128.MaxValue / 64);
        RoundPool.OfFinal(UInt128.MaxValue, 1, (1UL << 48) - 1).Should().Be(UInt128.MaxValue / ((1UL << 48) - 1));
        RoundPool.FinalPart(UInt128.MaxValue, 1_000).Should().Be(UInt128.MaxValue);
    }

    [Theory]
    [InlineData(100, 0, 0)]
    [InlineData(100, 33, 33)]
    [InlineData(100, 100, 100)]
    [InlineData(100, 101, 100)]
    public void Final_check_pays_by_its_improvement_up_to_the_target(int part, int improvement, int payable) =>
        RoundPool.OfFinal((UInt128)part, (ulong)improvement, 100).Should().Be((UInt128)payable);
}
