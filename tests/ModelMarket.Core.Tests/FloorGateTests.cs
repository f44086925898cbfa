using ModelMarket.Contracts;
using ModelMarket.Core.Tests.Stories;
using ModelMarket.Learning.Data;
using ModelMarket.Learning.Tensors;
using static ModelMarket.Core.Tests.Stories.MarketStory;

namespace ModelMarket.Core.Tests;

/// <summary>Gate 5: the sponsor's least scores on classes and slices.</summary>
public sealed class FloorGateTests
{
    private const byte ByClass = 0, BySlice = 1, LogLoss = 0, Accuracy = 1, RocAuc = 2, F1 = 4;
    private static readonly byte[] Good = TinyFiles.Weights(0.5f);

    // All the bias in the world: every row is said to be of class 1.
    private static readonly byte[] OneSided = TinyFiles.Weights(0.5f, bias: 1.2f);

    [Fact]
    public void Submission_below_a_floor_on_one_class_earns_nothing_and_keeps_its_bond()
    {
        MarketStory story = Played([new SliceFloor(ByClass, 0, Accuracy, 800_000_000)], OneSided, Good);

        story.Submission(0).Decision!.Outcome.Should().Be(SubmissionOutcome.FloorMissed);
        story.Submission(0).Decision!.Detail.Should().StartWith("Floor 0: Accuracy on class 0 is ");
        story.Submission(0).Decision!.Score.Should().NotBeNull();
        (story.PaidTo(Ada), story.RefundedTo(Ada)).Should().Be(((UInt128)0, (UInt128)10));
        story.Submission(1).Decision!.Outcome.Should().Be(SubmissionOutcome.Paid);
    }

    [Fact]
    public void Floor_is_met_by_a_score_equal_to_it()
    {
        MarketStory lenient = Played([new SliceFloor(ByClass, 0, Accuracy, 0)], OneSided);
        long exact = lenient.PublicJudge().Floors.ScoreOf(0, OutputsOf(lenient, OneSided)).Value;

        Played([new SliceFloor(ByClass, 0, Accuracy, (ulong)exact)], OneSided).Submission(0).Decision!.Outcome.Should().Be(SubmissionOutcome.Paid);
        Played([new SliceFloor(ByClass, 0, Accuracy, (ulong)exact + 1)], OneSided).Submission(0).Decision!.Outcome.Should().Be(SubmissionOutcome.FloorMissed);
    }

    [Fact]
    public void Metric_that_falls_has_a_ceiling()
    {
        Played([new SliceFloor(ByClass, 0, LogLoss, 200_000_000)], OneSided).Submission(0).Decision!.Outcome.Should().Be(SubmissionOutcome.FloorMissed);
        Played([new SliceFloor(ByClass, 0, LogLoss, 2_000_000_000)], OneSided).Submission(0).Decision!.Outcome.Should().Be(SubmissionOutcome.Paid);
    }

    [Fact]
    public void Slice_of_the_data_has_its_own_floor()
    {
        byte[] data = Sliced();

        PlayedOn(data, new SliceFloor(BySlice, 1, Accuracy, 990_000_000), Good).Submission(0).Decision!.Outcome.Should().Be(SubmissionOutcome.FloorMissed);
        PlayedOn(data, new SliceFloor(BySlice, 0, Accuracy, 990_000_000), Good).Submission(0).Decision!.Outcome.Should().Be(SubmissionOutcome.Paid);
    }

    public static TheoryData<string, SliceFloor> Undefined() => new()
    {
        { "no slices in the data", new SliceFloor(BySlice, 0, Accuracy, 0) },
        { "no such class", new SliceFloor(ByClass, 7, Accuracy, 0) },
        { "AUC on one class", new SliceFloor(ByClass, 0, RocAuc, 0) },
        { "F1 without positives", new SliceFloor(ByClass, 0, F1, 0) },
        { "RMSE of logits", new SliceFloor(ByClass, 0, 5, 0) },
    };

    [Theory]
    [MemberData(nameof(Undefined))]
    public void Metric_without_a_value_on_a_slice_refuses_the_terms_in_Preparing(string why, SliceFloor floor)
    {
        MarketStory story = new MarketStory().Funded(change: terms => terms with { Floors = [floor] }).Prepared();

        story.Job.End!.Name.Should().Be(nameof(RejectCode.ScoringRefused), why);
        story.Job.End.Detail.Should().Contain("floor 0");
        story.RefundedTo(Sponsor).Should().Be(1_000);
    }

    [Fact]
    public void Floors_hold_on_the_hidden_groups_and_not_in_a_default()
    {
        SliceFloor unreachable = new(ByClass, 0, Accuracy, 999_999_999);
        foreach (bool reveals in new[] { true, false })
        {
            MarketStory story = new MarketStory().Sealed(change: terms => terms with { Floors = [unreachable] }).SealedPrepared();
            StoryFile file = StoryFile.Of(Good);
            story.BondedAndCommitted(Ada, file, 10).AtReveal().Shown(Ada, file).AtSealedReveal();
            if (reveals) story.GroupsRevealed();
            story.AtScoring().TickedOut();

            story.Submission(0).Decision!.Outcome.Should().Be(reveals ? SubmissionOutcome.FloorMissed : SubmissionOutcome.Paid);
        }
    }

    [Fact]
    public void Dry_run_says_which_floor_is_missed()
    {
        MarketStory story = new MarketStory().Funded(change: terms => terms with { Floors = [new SliceFloor(ByClass, 0, Accuracy, 800_000_000)] }).Prepared();

        story.DryRun(OneSided).Outcome.Should().Be(SubmissionOutcome.FloorMissed);
        story.DryRun(Good).Outcome.Should().Be(SubmissionOutcome.None);
    }

    [Fact]
    public void Copy_of_weights_below_a_floor_is_a_copy_and_the_dry_run_says_so()
    {
        MarketStory story = new MarketStory()
            .Funded(change: terms => terms with { Floors = [new SliceFloor(ByClass, 0, Accuracy, 800_000_000)], DuplicateThousandths = 999 }).Prepared()
            .Submitted(Ada, OneSided).TickedOut();
        story.Submission(0).Decision!.Outcome.Should().Be(SubmissionOutcome.FloorMissed);
        byte[] copy = TinyFiles.Weights(0.5f, bias: 1.2001f);

        story.DryRun(copy).DuplicateOf.Should().Be(0);
        story.Submitted(Ben, copy).TickedOut().Submission(1).Decision!.Outcome.Should().Be(SubmissionOutcome.WeightDuplicate);
    }

    private static MarketStory Played(SliceFloor[] floors, params byte[][] files) => Play(null, floors, files);

    private static MarketStory PlayedOn(byte[] data, SliceFloor floor, byte[] file) => Play(data, [floor], [file]);

    private static MarketStory Play(byte[]? data, SliceFloor[] floors, byte[][] files)
    {
        MarketStory story = new MarketStory().RoundsOpened(1, terms => terms with { Floors = floors }, data: data);
        return story.Played([.. files.Select((file, index) => (new[] { Ada, Ben }[index], StoryFile.Of(file)))]);
    }

    private static float[] OutputsOf(MarketStory story, byte[] file)
    {
        var judge = story.PublicJudge();
        var run = judge.Scorer.Start(Decoded(judge, file));
        long budget = long.MaxValue;
        run.Advance(ref budget).Should().BeTrue();
        return run.Outputs.ToArray();
    }

    /// <summary>Rows that no line explains are of slice 1.</summary>
    private static byte[] Sliced()
    {
        DataSet.TryDecode(TinyFiles.Data(), out DataSet? plain, out _).Should().BeTrue();
        long[] slices = [.. Enumerable.Range(0, TinyFiles.Rows).Select(row => row % 7 == 3 ? 1L : 0L)];
        DataSet.TryCreate(plain!.Inputs, plain.Targets, null, Tensor.From<long>(slices, TinyFiles.Rows), out DataSet? data, out _).Should().BeTrue();
        return data!.Encode();
    }
}
