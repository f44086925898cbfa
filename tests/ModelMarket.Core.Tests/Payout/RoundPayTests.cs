using System.Collections.Immutable;
using ModelMarket.Core.Payout;

namespace ModelMarket.Core.Tests.Payout;

public sealed class RoundPayTests
{
    [Fact]
    public void Pool_goes_by_positive_values_and_its_last_units_to_the_largest_remainders()
    {
        // Masks 3 (all), 1, 2: φ·2! = (3 + 10 − 4, 4 + 10 − 3).
        RoundPlan plan = RoundPay.Of(10, Members(5, 5), [10, 3, 4], 0);

        plan.Shares.Select(share => share.Phi).Should().Equal((Int128)9, (Int128)11);
        plan.Shares.Select(share => share.Pay).Should().Equal(5, 5); // 4.5 and 5.5: the tie of remainders goes to the lower commitment
        plan.Shares.Select(share => share.Contribution).Should().Equal(5UL, 5UL);
        plan.Paid.Should().Be(10);
    }

    [Fact]
    public void Member_whose_value_is_negative_earns_nothing()
    {
        RoundPlan plan = RoundPay.Of(100, Members(1, 9), [5, -20, 10], 0);

        (plan.Shares[0].Phi < 0).Should().BeTrue();
        plan.Shares.Select(share => share.Pay).Should().Equal(0, 100);
        plan.Shares.Select(share => share.Contribution).Should().Equal(0UL, 5UL);
    }

    [Fact]
    public void Mixed_halves_go_by_improvement_alone_and_by_what_is_lost_without_one()
    {
        ImmutableArray<RoundMember> members = [.. Enumerable.Range(0, 11).Select(i => new RoundMember(i, i == 0 ? 10UL : 1UL, 0))];
        // v(N) = 20; without member 3 it would be 10, without any other 20.
        ImmutableArray<Int128> gains = [20, .. Enumerable.Range(0, 11).Select(i => (Int128)(i == 3 ? 10 : 20))];

        RoundPlan plan = RoundPay.Of(41, members, gains, 0);

        plan.Shares[0].Pay.Should().Be(11); // of 21: 10/20 is 10.5, the unit left over by largest remainder
        plan.Shares[3].Pay.Should().Be(21); // 1 and all of the other 20
        plan.Shares.Should().OnlyContain(share => share.Phi == null && share.LeaveOneOut != null);
        plan.Paid.Should().Be(41);
    }

    [Fact]
    public void Cap_takes_from_the_pay_and_not_from_what_the_next_round_counts()
    {
        RoundPlan plan = RoundPay.Of(100, [new RoundMember(0, 1, 10), new RoundMember(1, 1, 100)], [2, 1, 1], 1_500);

        plan.Shares.Select(share => share.Pay).Should().Equal(15, 50);
        (plan.Assigned, plan.Paid).Should().Be(((UInt128)100, (UInt128)65));
    }

    [Fact]
    public void Every_split_adds_up_to_its_total()
    {
        var random = new Random(4);
        for (int run = 0; run < 300; run++)
        {
            int count = random.Next(1, 14);
            UInt128 pool = new((ulong)random.NextInt64(), (ulong)random.NextInt64());
            ImmutableArray<RoundMember> members = [.. Enumerable.Range(0, count).Select(i => new RoundMember(i, (ulong)random.NextInt64(1, 1L << 48), 0))];
            ImmutableArray<Int128> gains = [.. Enumerable.Range(0, Coalitions.Count(count)).Select(place => (Int128)random.NextInt64(place == 0 ? 1 : -(1L << 48), 1L << 48))];

            RoundPlan plan = RoundPay.Of(pool, members, gains, 0);
            UInt128 paid = plan.Shares.Aggregate(UInt128.Zero, (sum, share) => sum + share.Pay);

            paid.Should().Be(plan.Paid).And.BeLessThanOrEqualTo(pool);
            if (Coalitions.AreExact(count)) paid.Should().Be(pool);
        }
    }

    private static ImmutableArray<RoundMember> Members(params ulong[] gains) => [.. gains.Select((gain, index) => new RoundMember(index, gain, 0))];
}
