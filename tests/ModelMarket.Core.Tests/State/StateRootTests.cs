using ModelMarket.Core.Tests.Stories;
using Rollup.Primitives;
using static ModelMarket.Core.Tests.Stories.MarketStory;

namespace ModelMarket.Core.Tests.State;

public sealed class StateRootTests
{
    [Fact]
    public void Root_of_a_fixed_story_is_pinned()
    {
        MarketStory story = new MarketStory().Funded().Prepared().Submitted(Ada, TinyFiles.Weights(0.4f)).TickedOut();

        story.Market.StateRoot.ToString().Should().Be("0xeb236efc6e0a2c19fd25d5a52b391626550f8b4551bc94be0e000a063ab01036");
    }

    [Fact]
    public void Root_depends_on_every_accepted_input()
    {
        MarketStory story = new MarketStory().Funded().Prepared().Submitted(Ada, TinyFiles.Weights(0.4f)).ToppedUp(5).TickedOut();
        story.At(story.Job.OpenEnd!.Value).TickedOut();
        var market = new Market(Genesis.Dev);
        var roots = new HashSet<Hash32> { market.StateRoot };

        foreach ((InputContext context, byte[] payload) in story.Inputs)
        {
            bool isNew = market.Advance(context, payload).Rejection == RejectCode.None;
            roots.Add(market.StateRoot).Should().Be(isNew);
        }
    }
}
