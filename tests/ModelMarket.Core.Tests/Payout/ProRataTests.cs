using System.Collections.Immutable;
using CsCheck;
using ModelMarket.Core.Payout;

namespace ModelMarket.Core.Tests.Payout;

public sealed class ProRataTests
{
    [Fact]
    public void Shares_sum_to_the_rest_and_differ_from_the_exact_share_by_rounding_only() =>
        Gen.Select(Gen.ULong[0, ulong.MaxValue], Gen.ULong[1, ulong.MaxValue].Array[1, 64]).Sample((part, amounts) =>
        {
            ImmutableArray<UInt128> deposits = [.. amounts.Select(amount => (UInt128)amount)];
            UInt128 total = deposits.Aggregate(UInt128.Zero, (sum, amount) => sum + amount);
            UInt128 rest = part % (total + 1);
            ImmutableArray<UInt128> shares = ProRata.Split(rest, deposits);

            bool exact = shares.Aggregate(UInt128.Zero, (sum, share) => sum + share) == rest;
            bool fair = shares.Zip(deposits).Skip(1).All(pair => pair.First <= pair.Second);
            return exact && fair && shares[0] <= deposits[0] + (UInt128)deposits.Length;
        });

    [Fact]
    public void Nothing_left_is_nothing_for_each()
    {
        ProRata.Split(0, [5, 6]).Should().Equal(UInt128.Zero, UInt128.Zero);
    }

    [Fact]
    public void Units_lost_to_the_floors_go_to_the_first()
    {
        ProRata.Split(2, [1, 1, 1]).Should().Equal((UInt128)2, UInt128.Zero, UInt128.Zero);
    }
}
