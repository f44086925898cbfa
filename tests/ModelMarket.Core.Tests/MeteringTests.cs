using ModelMarket.Core.Inspect;
using ModelMarket.Core.Notices;
using ModelMarket.Core.Tests.Stories;
using static ModelMarket.Core.Tests.Stories.MarketStory;

namespace ModelMarket.Core.Tests;

/// <summary>Work is counted before it is done; where an evaluation stops between inputs changes nothing.</summary>
public sealed class MeteringTests
{
    private const int Features = 8;
    private const int Hidden = 256;
    private const int Rows = 1_000;

    // Enough for parsing, which cannot be cut; scoring takes about seventeen times as much.
    private const long Narrow = 190_000;

    private static readonly byte[] Model = TinyFiles.DeepModel(Features, Hidden);
    private static readonly byte[] Data = TinyFiles.Data(Rows, Features);
    private static readonly byte[] Weights = TinyFiles.Scaled(Model, 1.5f);

    [Fact]
    public void One_two_and_seventeen_ticks_give_one_score_and_the_same_notices()
    {
        (int ticks, string notices, string score)[] runs = [.. new[] { 100_000_000L, 2_000_000L, 228_000L }.Select(Run)];

        runs.Select(run => run.ticks).Should().Equal(1, 2, 17);
        runs.Select(run => run.score).Distinct().Should().ContainSingle();
        runs.Select(run => run.notices).Distinct().Should().ContainSingle();
    }

    [Fact]
    public void No_tick_does_more_than_its_budget()
    {
        MarketStory story = Started(Narrow);
        story.Submitted(Ada, Weights).TickedOut();

        long[] done = [.. Reports(story).Select(report => report.WorkDone ?? 0)];
        done.Should().OnlyContain(work => work <= Narrow);
        done.Length.Should().BeGreaterThan(3);
    }

    [Fact]
    public void Cursor_is_part_of_the_root()
    {
        MarketStory story = Started(Narrow).Submitted(Ada, Weights);
        var roots = new HashSet<Rollup.Primitives.Hash32>();

        while (story.Ticked().Last.Rejection == RejectCode.None) roots.Add(story.Market.StateRoot).Should().BeTrue();

        roots.Count.Should().BeGreaterThan(3);
    }

    [Fact]
    public void Submission_being_scored_cannot_be_replaced()
    {
        MarketStory story = Started(Narrow).Submitted(Ada, Weights).Ticked().Ticked();
        story.Submission(0).Status.Should().Be(SubmissionStatus.Scoring);

        story.Committed(Ada, StoryFile.Of(Weights)).Last.Rejection.Should().Be(RejectCode.CommitmentBeingScored);
    }

    [Fact]
    public void Step_above_the_budget_of_one_input_refunds_the_job()
    {
        MarketStory wide = Started(Narrow);
        MarketStory atParsing = new MarketStory(inputWorkMax: 5_000).Funded(model: Model, data: Data);
        MarketStory atScoring = new MarketStory(inputWorkMax: Narrow).Funded(model: Model, data: Data, change: terms => terms with { EvalBatchRows = 1_000 });
        atScoring.Prepared();

        wide.Job.End.Should().BeNull();
        atParsing.Job.End!.Name.Should().Be(nameof(RejectCode.WorkTooLarge));
        atScoring.Job.End!.Name.Should().Be(nameof(RejectCode.NodeTooLarge));
        atScoring.RefundedTo(Sponsor).Should().Be(1_000);
    }

    [Fact]
    public void Job_whose_submissions_are_too_much_work_together_is_refunded()
    {
        byte[] data = TinyFiles.Data(100_000, Features);
        MarketStory story = new MarketStory().Funded(model: TinyFiles.DeepModel(Features, 400), data: data, change: terms => terms with { MaxSubmissions = 256 });

        story.Prepared().Job.End!.Name.Should().Be(nameof(RejectCode.WorkTooLarge));
    }

    [Fact]
    public void Constants_of_a_model_are_charged_like_everything_else()
    {
        // Planning alone would compute 5,000 × 65,000 sigmoids: minutes of the machine in one input.
        MarketStory story = new MarketStory().Funded(model: TinyFiles.ConstantBomb(5_000)).Prepared();

        story.Job.End!.Name.Should().Be(nameof(RejectCode.WorkTooLarge));
    }

    [Fact]
    public void Job_whose_model_loops_is_scored_within_its_inputs_budgets_and_pays()
    {
        byte[] weights = TinyFiles.Weights(0.4f);
        MarketStory story = new MarketStory().Funded(model: TinyFiles.LoopingModel(800), data: TinyFiles.Data(200), change: terms => terms with { EvalBatchRows = 10 });
        story.Delivered(story.Model).Delivered(story.Data).TickedOut().Job.Prepared.Should().NotBeNull(story.Job.End?.Name);
        long score = story.ScoreOf(weights);

        story.Submitted(Ada, weights).TickedOut();

        story.Submission(0).Decision!.Score.Should().Be(score);
        story.PaidTo(Ada).Should().BeGreaterThan(0);
        Reports(story).Should().OnlyContain(report => report.WorkDone <= Limits.InputWorkMax).And.HaveCountGreaterThan(1);
    }

    [Fact]
    public void Loop_that_does_more_than_subgraphs_may_refunds_the_job()
    {
        MarketStory story = new MarketStory().Funded(model: TinyFiles.LoopingModel(60_000)).Prepared();

        story.Job.End!.Name.Should().Be(nameof(RejectCode.ScoringRefused));
        story.Job.End.Detail.Should().Contain("its subgraphs do more than");
        Reports(story).Should().OnlyContain(report => report.WorkDone <= Limits.InputWorkMax);
    }

    [Fact]
    public void Job_that_would_keep_too_much_for_comparison_is_refunded()
    {
        MarketStory story = new MarketStory().Funded(
            data: TinyFiles.Data(40_000), change: terms => terms with { MaxSubmissions = 256, DuplicateThousandths = 999 });

        story.Prepared().Job.End!.Name.Should().Be(nameof(RejectCode.MemoryTooLarge));
    }

    private static (int Ticks, string Notices, string Score) Run(long budget)
    {
        MarketStory story = Started(budget).Submitted(Ada, Weights);
        int before = story.Inputs.Count;
        story.TickedOut();
        SubmissionView decided = story.Submission(0);
        string notices = string.Join('\n', story.Notices<SubmissionDecidedNotice>().Select(notice => notice.Submission.Decision!.ToString()));
        return (story.Inputs.Count - before - 1, notices, $"{story.Job.Prepared!.M0} {decided.Decision!.Score}");
    }

    private static MarketStory Started(long budget)
    {
        MarketStory story = new MarketStory(inputWorkMax: budget).Funded(model: Model, data: Data, change: terms => terms with { EvalBatchRows = 7 });
        return story.Delivered(story.Model).Delivered(story.Data).TickedOut();
    }

    private static IEnumerable<AcceptedReport> Reports(MarketStory story) => story.Results
        .SelectMany(result => result.Emissions).OfType<Emission.Report>()
        .Select(report => System.Text.Json.JsonSerializer.Deserialize(report.Payload.Span, MarketJson.Default.AcceptedReport)!)
        .Where(report => report.Message == "tick");
}
