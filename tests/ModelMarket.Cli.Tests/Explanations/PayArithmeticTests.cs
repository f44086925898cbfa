using System.Numerics;
using ModelMarket.Cli.Explanations;

namespace ModelMarket.Cli.Tests.Explanations;

/// <summary>The second arithmetic, by hand.</summary>
public sealed class PayArithmeticTests
{
    [Theory]
    [InlineData(1_000, 4, 100, 400, 62)]
    [InlineData(1_000, 3, 400, 400, 333)]
    [InlineData(1_000, 3, 9_999, 400, 333)]
    [InlineData(1_000, 3, 0, 400, 0)]
    public void Guaranteed_slots(int pool, int slots, int gain, int target, int pay) => PayArithmetic.Guaranteed(pool, slots, gain, target).Should().Be(pay);

    [Fact]
    public void Shares_add_up_and_the_rest_goes_to_the_largest_remainder_then_the_first()
    {
        PayArithmetic.Shares(100, [1, 1, 1]).Should().Equal(34, 33, 33);
        PayArithmetic.Shares(10, [1, 5, 0]).Should().Equal(2, 8, 0);
        PayArithmetic.Shares(10, [0, 0]).Should().Equal(0, 0);
    }

    [Fact]
    public void Shapley_values_of_the_glove_game_are_known()
    {
        // Two hold left gloves, one a right one; a pair is worth 6: 1, 1 and 4.
        BigInteger Pair(int mask) => (mask & 4) != 0 && (mask & 3) != 0 ? 6 : 0;

        PayArithmetic.Shapley(3, Pair).Should().Equal(6, 6, 24);
    }

    [Theory]
    [InlineData(50, 10, 2_000, 0, 20)]
    [InlineData(50, 10, 2_000, 15, 5)]
    [InlineData(50, 10, 2_000, 25, 0)]
    [InlineData(50, 10, 0, 25, 50)]
    public void The_cap_by_stake_counts_what_was_earned_before(int pay, int bond, int cap, int earned, int capped) =>
        PayArithmetic.Capped(pay, bond, cap, earned).Should().Be(capped);

    [Fact]
    public void A_record_is_capped_by_what_is_left()
    {
        PayArithmetic.Record(1_000, 300, 400, 100).Should().Be(750);
        PayArithmetic.Record(1_000, 500, 400, 100).Should().Be(900);
    }

    [Fact]
    public void A_rounds_pool_keeps_the_target_per_round_exact()
    {
        PayArithmetic.RoundPool(500, 30, 100, 3, 3).Should().Be(500 * 90 / 300);
        PayArithmetic.RoundPool(500, 50, 100, 3, 2).Should().Be(250);
    }
}
