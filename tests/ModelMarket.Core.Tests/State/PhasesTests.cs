using ModelMarket.Core.State;

namespace ModelMarket.Core.Tests.State;

public sealed class PhasesTests
{
    [Fact]
    public void Phase_follows_from_time_alone_and_ends_are_exclusive()
    {
        var story = new Stories.MarketStory().Funded().Prepared();
        ulong start = story.Job.OpenStart!.Value, end = story.Job.OpenEnd!.Value, last = story.Job.LastDeadline!.Value;
        story.Committed(Stories.MarketStory.Ada, Stories.StoryFile.Of([1]));

        PhaseAt(start).Should().Be(JobPhase.Open);
        PhaseAt(end - 1).Should().Be(JobPhase.Open);
        PhaseAt(end).Should().Be(JobPhase.Reveal);
        PhaseAt(last - 1).Should().Be(JobPhase.Reveal);
        PhaseAt(last).Should().Be(JobPhase.Scoring);

        // A portal's deposit is taken at any time and moves nothing but the clock.
        JobPhase PhaseAt(ulong time) => story.At(time)
            .Send(Rollup.Primitives.Address.Parse("0xA632c5c05812c6a6149B7af5C56117d1D2603828"), new byte[52]).Job.Phase;
    }

    [Fact]
    public void End_of_time_is_no_overflow()
    {
        Phases.After(ulong.MaxValue - 1, 5).Should().Be(ulong.MaxValue);
        new Stories.MarketStory().At(ulong.MaxValue - 3).Funded(reclaimAfter: ulong.MaxValue).Last.Rejection.Should().Be(RejectCode.None);
    }
}
