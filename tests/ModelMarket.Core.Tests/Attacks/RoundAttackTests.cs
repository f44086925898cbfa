using ModelMarket.Core.Payout;

namespace ModelMarket.Core.Tests.Attacks;

/// <summary>Colluders over the rounds of one job (mechanism.md §10).</summary>
public sealed class RoundAttackTests
{
    private const ulong Target = 400_000_000;
    private const uint Rounds = 5;

    /// <summary>
    /// Who holds back and gives a little each round finds the money of weak rounds still there: a gain of v in each of R rounds earns at most
    /// H_R = 1 + 1/2 + … + 1/R times its part v·R/D of the pool, and never more than the pool.
    /// </summary>
    [Theory]
    [InlineData(1_000_001UL)]
    [InlineData(8_000_000UL)]
    [InlineData(80_000_000UL)]
    public void Colluders_who_give_the_least_each_round_are_paid_its_part_times_the_harmonic_number_at_most(ulong gain)
    {
        UInt128 pool = 1_000_000_000, left = pool;
        for (uint round = 0; round < Rounds; round++) left -= RoundPool.Of(left, gain, Target, Rounds, Rounds - round);

        UInt128 paid = pool - left;
        double part = (double)gain * Rounds / Target;
        double harmonic = Enumerable.Range(1, (int)Rounds).Sum(i => 1.0 / i);
        ((double)paid / (double)pool).Should().BeLessThanOrEqualTo(Math.Min(1, part * harmonic) + 1e-9);
        paid.Should().BeLessThanOrEqualTo(pool);
    }

    [Fact]
    public void A_round_that_improved_by_nothing_pays_nothing_and_an_honest_one_pays_its_part()
    {
        RoundPool.Of(1_000, 0, Target, Rounds, Rounds).Should().Be(UInt128.Zero);
        RoundPool.Of(1_000, Target / Rounds, Target, Rounds, Rounds).Should().Be(200);
        RoundPool.Of(800, Target / Rounds, Target, Rounds, Rounds - 1).Should().Be(200);
    }
}
