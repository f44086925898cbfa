using ModelMarket.Core.Decisions;
using ModelMarket.Core.Messages;
using ModelMarket.Core.State;
using ModelMarket.Core.Tests.Stories;
using Rollup.Primitives;
using static ModelMarket.Core.Tests.Stories.MarketStory;

namespace ModelMarket.Core.Tests;

/// <summary>What a round keeps of its submissions while it is settled: no more than was reserved for it.</summary>
public sealed class RoundMemoryTests
{
    [Theory]
    [InlineData(2, 10)]
    [InlineData(2 + 16, 12)] // mixed
    public void Only_weights_that_are_aggregated_are_kept(ushort flags, int kept)
    {
        MarketStory story = new MarketStory(inputWorkMax: 300_000).RoundsOpened(1, terms => terms with { MaxSubmissions = 12, Flags = flags });
        story.Played([.. Enumerable.Range(0, 12).Select(i => (Client(i), StoryFile.Of(TinyFiles.Weights(0.3f + (0.05f * i)))))]);

        story.RoundOf(1).Members.Should().Be(kept);
        MostKept(story).Should().Be(kept);
    }

    [Fact]
    public void Default_burns_what_rounds_were_too_small_to_pay()
    {
        StoryFile strong = StoryFile.Of(TinyFiles.Weights(0.8f));
        MarketStory story = new MarketStory().Sealed(reward: 1, bond: 1, change: terms => InRounds(terms, 1)).SealedPrepared().AtRound(1).Played((Ada, strong));
        story.AtScoring().TickedOut();

        story.Job.Phase.Should().Be(JobPhase.Defaulted);
        story.PaidTo(Burn.Nobody).Should().Be(2);
        story.RefundedTo(Sponsor).Should().Be(0);
    }

    private static Address Client(int index) => Address.Parse($"0x{0xc0 + index:x40}");

    /// <summary>The story again, with a look at the state after each input.</summary>
    private static int MostKept(MarketStory story)
    {
        var state = new MarketState(Genesis.Dev, 300_000);
        int most = 0;
        foreach ((InputContext context, byte[] payload) in story.Inputs)
        {
            if (!MessageParser.TryParse(payload, context, out Message? message, out _)) continue;
            if (Transition.Decide(state, message, context) is not Decision.Accepted accepted) continue;
            state.Commit(accepted.Changes, context.BlockTimestamp);
            most = Math.Max(most, state.Jobs[1].Kept.Length);
        }

        return most;
    }
}
