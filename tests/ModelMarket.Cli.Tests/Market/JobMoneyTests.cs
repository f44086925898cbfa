using ModelMarket.Cli.Demo;
using ModelMarket.Cli.Market;
using Rollup.Primitives;

namespace ModelMarket.Cli.Tests.Market;

public sealed class JobMoneyTests
{
    private static readonly TokenInfo Token = new(Address.Zero, "TST", 2);

    [Fact]
    public void A_sealed_job_locks_30_percent_more_rounded_up_and_asks_a_tenth_of_a_slot()
    {
        var money = JobMoney.Of(Draft("10.01") with { Groups = 20, PayRule = JobNames.PayGuaranteed, MaxSubmissions = 8 }, Token);

        money.Should().Be(new JobMoney(1_001, 301, 12));
        money.Locked.Should().Be(1_302);
    }

    [Fact]
    public void An_open_job_locks_its_reward_alone()
    {
        JobMoney.Of(Draft("10"), Token).Should().Be(new JobMoney(1_000, 0, 0));
    }

    [Fact]
    public void A_bond_below_the_least_is_refused_before_anything_is_sent()
    {
        var reading = () => JobMoney.Of(Draft("10") with { Groups = 20, SponsorBond = "2.99" }, Token);

        reading.Should().Throw<CliFault>().WithMessage("bond is 2.99 TST; a job with sealed rows needs 3 TST*");
    }

    [Fact]
    public void The_least_client_bond_is_one_unit()
    {
        JobMoney.Of(Draft("0.01") with { Groups = 20, PayRule = JobNames.PayGuaranteed }, Token).ClientBond.Should().Be(1);
    }

    private static JobDraft Draft(string reward) => DemoTerms.Draft("t", reward, Address.Zero, string.Empty);
}
