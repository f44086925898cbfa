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

        story.Market.StateRoot.ToString().Should().Be("0xa4bfd9907f5bf7728afa57f378f756e643ce3c6f095fe67f88d9751a3b887764");
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
