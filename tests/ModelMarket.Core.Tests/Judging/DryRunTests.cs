using ModelMarket.Core.Inspect;
using ModelMarket.Core.Judging;
using ModelMarket.Core.Tests.Stories;
using Rollup.Primitives;
using static ModelMarket.Core.Tests.Stories.MarketStory;

namespace ModelMarket.Core.Tests.Judging;

/// <summary>What a client is told before submitting is what the notice says afterwards.</summary>
public sealed class DryRunTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Forecast_equals_the_notice_on_random_jobs(int seed)
    {
        var random = new Random(seed);
        for (int round = 0; round < 8; round++) RunRandomJob(random);
    }

    [Fact]
    public void Undecided_commitments_give_a_range_that_holds_the_pay()
    {
        MarketStory story = new MarketStory().Funded().Prepared().Committed(Ben, StoryFile.Of(TinyFiles.Weights(0.6f)));
        byte[] weights = TinyFiles.Weights(0.4f);

        DryRunResult forecast = story.DryRun(weights);

        forecast.Pay.IsExact.Should().BeFalse();
        forecast.Pay.Least.Should().Be(UInt128.Zero);
        story.Revealed(Ben, StoryFile.Of(TinyFiles.Weights(0.6f))).Delivered(StoryFile.Of(TinyFiles.Weights(0.6f)));
        story.Submitted(Ada, weights).TickedOut();
        story.Submission(1).Decision!.Pay.Should().BeInRange(forecast.Pay.Least, forecast.Pay.Most);
    }

    [Fact]
    public void Score_that_earns_nothing_is_exact_whatever_is_undecided()
    {
        MarketStory story = new MarketStory().Funded().Prepared().Committed(Ben, StoryFile.Of(TinyFiles.Weights(0.6f)));

        story.DryRun(TinyFiles.Weights(-0.4f)).Pay.IsExact.Should().BeTrue();
    }

    private static void RunRandomJob(Random random)
    {
        MarketStory story = new MarketStory().Funded(
            (UInt128)random.NextInt64(1, long.MaxValue) * (ulong)random.Next(1, 100),
            terms => terms with
            {
                Metric = (byte)random.Next(0, 3),
                EvalBatchRows = (uint)random.Next(0, 30),
                Target = (ulong)random.NextInt64(1_000_000, 1_000_000_000),
                MinImprovement = (ulong)random.Next(0, 20_000_000),
                NormBoundMicros = random.Next(3) == 0 ? 1_000_000UL : 0,
                DuplicateThousandths = random.Next(2) == 0 ? 0 : 999U,
            },
            data: TinyFiles.Data(random.Next(10, 60), seed: random.Next())).Prepared();
        story.Job.Phase.Should().Be(JobPhase.Open, story.Job.End?.ToString());
        for (int i = 0; i < 5; i++) Submit(story, random, (Address[])[Ada, Ben, Cleo]);
    }

    private static void Submit(MarketStory story, Random random, Address[] clients)
    {
        byte[] weights = TinyFiles.Weights(random.Next(-4, 20) / 16f, bias: random.Next(-2, 3) / 16f);
        DryRunResult forecast = story.DryRun(weights);
        story.Submitted(clients[random.Next(3)], weights).TickedOut();
        SubmissionView submission = story.Submission(story.Job.Submissions - 1);
        DecisionView decision = submission.Decision!;

        decision.Score.Should().Be(forecast.Score);
        forecast.Pay.IsExact.Should().BeTrue();
        decision.Pay.Should().Be(forecast.Pay.Least);
        if (forecast.Outcome != SubmissionOutcome.None) decision.Outcome.Should().Be(forecast.Outcome);
        decision.DuplicateOf.Should().Be(forecast.DuplicateOf);
        if (random.Next(3) == 0) story.ToppedUp((ulong)random.Next(1, 1_000_000));
    }
}
