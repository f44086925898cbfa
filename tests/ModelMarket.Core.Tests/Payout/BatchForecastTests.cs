using ModelMarket.Core.Inspect;
using ModelMarket.Core.Payout;
using ModelMarket.Core.Tests.Stories;

namespace ModelMarket.Core.Tests.Payout;

public sealed class BatchForecastTests
{
    private static readonly TermsView Terms = new MarketStory().Sealed().Job.Terms!;

    [Fact]
    public void Guaranteed_pay_is_at_most_a_slot()
    {
        BatchForecast.Of(Terms, 1_000).Should().Be(new PayRange(0, 1_000 / Terms.MaxSubmissions));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Other_rules_may_pay_the_whole_pool(byte rule)
    {
        BatchForecast.Of(Terms with { PayRule = rule }, 1_000).Should().Be(new PayRange(0, 1_000));
    }

    [Fact]
    public void A_cap_by_stake_lowers_the_most()
    {
        BatchForecast.Of(Terms with { PayRule = 1, StakeCapThousandths = 2_500 }, 1_000, 20).Should().Be(new PayRange(0, 50));
    }
}
