using System.Text;
using ModelMarket.Core.Tests.Stories;
using Rollup.Primitives;
using static ModelMarket.Core.Tests.Stories.MarketStory;

namespace ModelMarket.Core.Tests;

public sealed class OperatorFeeTests
{
    private static readonly Address Operator = Address.Parse("0x00000000000000000000000000000000000000ee");

    [Fact]
    public void Fee_is_paid_once_from_the_reward_and_the_rest_is_conserved()
    {
        MarketStory story = new MarketStory(WithFee(Token, 100_000_000)).Funded(1_000_000).Prepared();
        UInt128 fee = story.PaidTo(Operator);

        story.Submitted(Ada, TinyFiles.Weights(0.4f)).TickedOut().At(story.Job.OpenEnd!.Value).TickedOut();

        fee.Should().BeGreaterThan(UInt128.Zero);
        story.Job.Money.Fee.Should().Be(fee);
        story.Submission(0).Decision!.FundedBefore.Should().Be(1_000_000 - fee);
        story.PaidOut(1).Should().Be(1_000_000);
    }

    [Fact]
    public void Token_without_a_fee_is_not_taken()
    {
        MarketStory story = new MarketStory(WithFee(Address.Zero, 1)).Funded(50);

        story.Job.End!.Name.Should().Be(nameof(RejectCode.TokenNotAccepted));
        story.RefundedTo(Sponsor).Should().Be(50);
    }

    [Fact]
    public void Reward_below_the_fee_goes_back_whole()
    {
        MarketStory story = new MarketStory(WithFee(Token, UInt128.MaxValue)).Funded(50);

        story.Job.End!.Name.Should().Be(nameof(RejectCode.RewardBelowFee));
        story.RefundedTo(Sponsor).Should().Be(50);
        story.PaidTo(Operator).Should().Be(UInt128.Zero);
        story.Job.Money.Fee.Should().Be(UInt128.Zero);
    }

    private static Genesis WithFee(Address token, UInt128 perMiBDay)
    {
        string json = $$"""{"version":1,"schedule":"dev","operator":"{{Operator}}","fees":[{"token":"{{token}}","perMiBDay":"{{perMiBDay}}"}],"gio":false}""";
        Genesis.TryParse(Encoding.UTF8.GetBytes(json), out Genesis? genesis, out string problem).Should().BeTrue(problem);
        return genesis!;
    }
}
