using ModelMarket.Core.Payout;

namespace ModelMarket.Core.Tests.Payout;

public sealed class PayForecastTests
{
    private static readonly RecordTerms Loss = new(Target: 100, MinImprovement: 2, HigherIsBetter: false);

    [Fact]
    public void Nothing_undecided_gives_the_exact_pay()
    {
        PayForecast.Of(Loss, new RecordStanding(Best: 500, Funded: 1_000, Paid: 0, Undecided: 0), 490).Should().Be(new PayRange(100, 100));
    }

    [Fact]
    public void Undecided_commitments_may_leave_nothing()
    {
        PayForecast.Of(Loss, new RecordStanding(Best: 500, Funded: 1_000, Paid: 0, Undecided: 1), 490).Should().Be(new PayRange(0, 100));
    }

    [Theory]
    [InlineData(498L)]
    [InlineData(501L)]
    public void Score_that_is_no_record_earns_exactly_nothing(long score)
    {
        PayForecast.Of(Loss, new RecordStanding(Best: 500, Funded: 1_000, Paid: 0, Undecided: 5), score).Should().Be(new PayRange(0, 0));
    }

    [Fact]
    public void Worst_score_earns_nothing()
    {
        PayForecast.Of(Loss, new RecordStanding(Best: 500, Funded: 1_000, Paid: 0, Undecided: 0), null).Should().Be(default(PayRange));
    }

    [Fact]
    public void Rising_metric_is_mirrored()
    {
        var accuracy = Loss with { HigherIsBetter = true };

        PayForecast.Of(accuracy, new RecordStanding(Best: 500, Funded: 1_000, Paid: 990, Undecided: 0), 550).Should().Be(new PayRange(10, 10));
    }

    private static readonly BatchTerms Batch = new(0, 4, 100, 2, 0, 0, 0, false);

    [Theory]
    [InlineData(490L, 25)] // ⌊1000 · 10/(4 · 100)⌋
    [InlineData(300L, 250)] // the slot
    [InlineData(498L, 0)]
    public void Guaranteed_slot_is_known_to_the_last_unit(long score, int pay) =>
        PayForecast.OfBatch(Batch, 1_000, 500, score).Should().Be(new PayRange((UInt128)pay, (UInt128)pay));

    [Fact]
    public void Proportional_pay_lies_between_perfect_rivals_and_none()
    {
        // Three rivals at loss 0: 1000 · 10/(10 + 3 · 500). Alone: 1000 · 10/100, and one unit of rounding.
        PayForecast.OfBatch(Batch with { PayRule = 1 }, 1_000, 500, 490).Should().Be(new PayRange(6, 101));
        PayForecast.OfBatch(Batch with { PayRule = 1, HigherIsBetter = true }, 1_000, 999_999_000, 1_000_000_000).Should().Be(new PayRange(250, 1_000));
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(490, 100)]
    [InlineData(489, 0)]
    public void Winner_takes_all_or_nothing_and_must_reach_the_threshold(int threshold, int most) =>
        PayForecast.OfBatch(Batch with { PayRule = 2, WinnerThreshold = (ulong)threshold }, 1_000, 500, 490).Should().Be(new PayRange(0, (UInt128)most));

    [Fact]
    public void Cap_by_stake_bounds_both_ends() =>
        PayForecast.OfBatch(Batch with { StakeCapThousandths = 1_500, Bond = 10 }, 1_000, 500, 300).Should().Be(new PayRange(15, 15));

    [Fact]
    public void Cap_by_stake_bounds_a_record() =>
        PayForecast.Of(Loss with { StakeCapThousandths = 1_500, Bond = 10 }, new RecordStanding(Best: 500, Funded: 1_000, Paid: 0, Undecided: 0), 490).Should().Be(new PayRange(15, 15));

    [Fact]
    public void Round_pays_at_most_its_share_of_what_is_left_and_the_final_check()
    {
        var standing = new RoundStanding(500, 900, 3, 500);

        PayForecast.OfRound(Batch with { PayRule = 4 }, standing, 490).Should().Be(new PayRange(0, 800));
        PayForecast.OfRound(Batch with { PayRule = 4 }, standing, 499).Should().Be(new PayRange(0, 0));
        PayForecast.OfRound(Batch with { PayRule = 4 }, standing, null).Should().Be(new PayRange(0, 0));
    }

    [Fact]
    public void Rivals_as_good_as_oneself_leave_less_than_perfect_ones_that_grow_the_pool()
    {
        // One rival at the same gain: 1000 · 100/1000 · 100/200. A perfect one: 1000 · 500/1000 · 100/600.
        PayForecast.OfBatch(Batch with { PayRule = 1, MaxSubmissions = 2, Target = 1_000 }, 1_000, 500, 400).Least.Should().BeInRange(49, 50);
    }

    [Theory]
    [InlineData(1_000UL)]
    [InlineData(3_000UL)]
    [InlineData(60_000UL)]
    public void Every_plan_of_R1_lies_in_its_forecast(ulong target)
    {
        var random = new Random(3);
        var terms = new PayTerms(Core.State.PayRule.Proportional, 4, target, 0, 0, 0, 2_000, false);
        for (int run = 0; run < 2_000; run++)
        {
            UInt128 pool = (UInt128)random.Next(1, 50);
            PayCandidate[] candidates = [.. Enumerable.Range(0, random.Next(1, 5)).Select(i => Candidate(i, random.Next(1, 2_000)))];
            PayPlan plan = PayRules.Of(terms, pool, [.. candidates]);
            foreach (PayShare share in plan.Shares)
            {
                PayRange range = PayForecast.OfBatch(new BatchTerms(1, 4, target, 0, 0, 0, 0, false), pool, 2_000, 2_000 - (long)share.Gain);
                share.Pay.Should().BeGreaterThanOrEqualTo(range.Least).And.BeLessThanOrEqualTo(range.Most);
            }
        }
    }

    private static PayCandidate Candidate(int id, int gain) => new(id, (ulong)gain, 2_000 - gain, 0, 0);
}
