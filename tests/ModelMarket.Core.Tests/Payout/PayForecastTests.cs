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
}
