using System.Numerics;
using CsCheck;
using ModelMarket.Core.Payout;

namespace ModelMarket.Core.Tests.Payout;

public sealed class SequentialRecordsTests
{
    private static readonly Gen<UInt128> Amounts = Gen.Select(Gen.ULong, Gen.ULong, Gen.Int[0, 127], (high, low, shift) => new UInt128(high, low) >> shift);

    [Fact]
    public void Pay_is_the_floor_of_the_exact_share_capped_by_what_is_left() =>
        Gen.Select(Amounts, Amounts, Gen.ULong[1, Limits.MetricLimit - 1], Gen.ULong[0, Limits.MetricLimit - 1]).Sample((funded, part, target, gain) =>
        {
            UInt128 paid = funded == UInt128.MaxValue ? part : part % (funded + 1);
            BigInteger share = (BigInteger)funded * gain / target;
            BigInteger expected = BigInteger.Min(share, (BigInteger)(funded - paid));

            return (BigInteger)SequentialRecords.Pay(funded, gain, target, paid) == expected;
        });

    [Fact]
    public void Whole_target_of_the_largest_reward_earns_all_of_it()
    {
        SequentialRecords.Pay(UInt128.MaxValue, Limits.MetricLimit - 1, Limits.MetricLimit - 1, 0).Should().Be(UInt128.MaxValue);
    }

    [Theory]
    [InlineData(10UL, 10UL, false)]
    [InlineData(11UL, 10UL, true)]
    [InlineData(0UL, 0UL, false)]
    public void Gain_counts_only_above_the_least_one(ulong gain, ulong least, bool counts)
    {
        SequentialRecords.Counts(gain, least).Should().Be(counts);
    }

    [Fact]
    public void Records_of_any_split_are_paid_no_more_than_one_record() =>
        Gen.Select(Gen.ULong[1, 1_000_000], Gen.ULong[1, 10_000], Gen.ULong[1, 10_000].Array[1, 10]).Sample((funded, target, gains) =>
        {
            UInt128 paid = 0;
            foreach (ulong gain in gains) paid += SequentialRecords.Pay(funded, gain, target, paid);

            return paid <= SequentialRecords.Pay(funded, gains.Aggregate(0UL, (sum, gain) => sum + gain), target, 0);
        });
}
