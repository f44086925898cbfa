using System.Collections.Immutable;
using System.Numerics;
using System.Text.Json;
using ModelMarket.Core.Sealing;
using Rollup.Primitives;

namespace ModelMarket.Core.Tests.Sealing;

public sealed class GroupDrawTests
{
    [Fact]
    public void Groups_drawn_are_those_of_viem_rejections_included()
    {
        SealingVectors.Draws.Should().Contain(draw => draw.GetProperty("rejected").GetInt32() > 0);
        foreach (JsonElement draw in SealingVectors.Draws)
        {
            GroupDraw.Of(SealingVectors.HashOf(draw.GetProperty("seed")), draw.GetProperty("groupCount").GetInt32())
                .Should().Equal(draw.GetProperty("indices").EnumerateArray().Select(index => index.GetInt32()));
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(6, 6)]
    [InlineData(20, 6)]
    [InlineData(21, 7)]
    [InlineData(30, 9)]
    [InlineData(31, 10)]
    [InlineData(256, 77)]
    public void Three_tenths_are_opened_rounded_up_and_six_at_least(int groupCount, int opened)
    {
        GroupDraw.CountOf(groupCount).Should().Be(opened);
        ImmutableArray<int> drawn = GroupDraw.Of(Hash32.Zero, groupCount);
        drawn.Should().HaveCount(opened).And.OnlyHaveUniqueItems().And.BeInAscendingOrder().And.OnlyContain(index => index >= 0 && index < groupCount);
    }

    [Fact]
    public void Every_group_is_drawn_about_equally_often()
    {
        int[] times = new int[20];
        for (int i = 0; i < 20_000; i++)
        {
            foreach (int index in GroupDraw.Of(Keccak256.Hash(BitConverter.GetBytes(i)), times.Length)) times[index]++;
        }

        // 6,000 expected of each; the standard deviation is 65.
        times.Should().OnlyContain(count => count > 5_700 && count < 6_300);
    }

    [Theory]
    [InlineData(20, 5_418)]
    [InlineData(21, 2_838)]
    [InlineData(40, 23)]
    [InlineData(256, 1)]
    public void Chance_to_miss_a_half_bad_set_is_said_in_millionths(int groupCount, int millionths)
    {
        GroupDraw.HalfBadMissedMillionths(groupCount).Should().Be(millionths);
    }

    [Fact]
    public void Chance_is_the_exact_product_rounded_up()
    {
        for (int groupCount = Limits.GroupsMin; groupCount <= Limits.GroupsMax; groupCount++)
        {
            BigInteger over = 1_000_000;
            BigInteger under = 1;
            int good = groupCount - (groupCount / 2);
            for (int i = 0; i < GroupDraw.CountOf(groupCount); i++)
            {
                over *= good - i;
                under *= groupCount - i;
            }

            GroupDraw.HalfBadMissedMillionths(groupCount).Should().Be((int)((over + under - 1) / under));
        }
    }
}
