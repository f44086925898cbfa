using ModelMarket.Core.Tests.Stories;
using ModelMarket.Learning.Weights;
using ModelMarket.Content.UnixFs;
using static ModelMarket.Core.Tests.Stories.MarketStory;

namespace ModelMarket.Core.Tests;

/// <summary>Gates 1 to 4 of mechanism.md §4 and the attacks of §10 that concern open jobs.</summary>
public sealed class GateTests
{
    private static readonly byte[] Good = TinyFiles.Weights(0.5f);

    [Fact]
    public void Exact_copy_earns_nothing()
    {
        MarketStory story = Judged(null, Good, Good);

        story.Submission(1).Decision!.Outcome.Should().Be(SubmissionOutcome.ExactDuplicate);
        story.Submission(1).Decision!.DuplicateOf.Should().Be(0);
        story.PaidTo(Ben).Should().Be(UInt128.Zero);
    }

    [Theory]
    [InlineData(WeightEncoding.F16)]
    [InlineData(WeightEncoding.BF16)]
    public void Copy_in_other_bytes_earns_nothing(WeightEncoding encoding)
    {
        // 0.5 is exact in every encoding, so only the bytes differ.
        MarketStory story = Judged(null, Good, TinyFiles.Weights(0.5f, encoding));

        story.Submission(1).Decision!.Outcome.Should().Be(SubmissionOutcome.ExactDuplicate);
    }

    [Fact]
    public void Copy_by_another_chunker_earns_nothing()
    {
        MarketStory story = new MarketStory().Funded().Prepared().Submitted(Ada, Good);

        story.Submitted(Ben, StoryFile.Of(Good, new ImportOptions(ChunkSize: 64, Leaves: LeafKind.DagPb))).TickedOut();

        story.Submission(1).Decision!.Outcome.Should().Be(SubmissionOutcome.ExactDuplicate);
    }

    [Fact]
    public void Copy_with_a_little_noise_earns_nothing()
    {
        MarketStory story = Judged(null, Good, TinyFiles.Weights(0.5f, bias: 1e-6f));

        story.Submission(1).Decision!.Outcome.Should().Be(SubmissionOutcome.NotImproved);
    }

    [Theory]
    [InlineData(1.0f)]
    [InlineData(0.1f)]
    [InlineData(0.01f)]
    public void Scaled_copy_is_the_same_direction_at_every_length(float scale)
    {
        MarketStory story = Judged(995, TinyFiles.Weights(scale), TinyFiles.Weights(scale * 1.01f));

        story.Submission(1).Decision!.Outcome.Should().Be(SubmissionOutcome.WeightDuplicate);
        story.Submission(1).Decision!.DuplicateOf.Should().Be(0);
    }

    [Fact]
    public void Other_direction_is_no_duplicate()
    {
        MarketStory story = Judged(995, TinyFiles.Weights(0.4f), TinyFiles.Weights(0.4f, bias: 0.9f));

        story.Submission(1).Decision!.Outcome.Should().NotBe(SubmissionOutcome.WeightDuplicate).And.NotBe(SubmissionOutcome.OutputDuplicate);
    }

    [Theory]
    [InlineData(0.5f, 1_000_000UL, SubmissionOutcome.Paid)]
    [InlineData(1.0f, 1_000_000UL, SubmissionOutcome.NormExceeded)]
    public void Weights_beyond_the_norm_bound_earn_nothing(float scale, ulong boundMicros, SubmissionOutcome outcome)
    {
        // ‖δ‖ is 1.5 · scale.
        MarketStory story = new MarketStory().Funded(change: terms => terms with { NormBoundMicros = boundMicros }).Prepared();

        story.Submitted(Ada, TinyFiles.Weights(scale)).TickedOut();

        story.Submission(0).Decision!.Outcome.Should().Be(outcome);
    }

    [Fact]
    public void Improvement_must_exceed_the_least_one()
    {
        var probe = new MarketStory().Funded().Prepared();
        ulong gain = (ulong)(probe.Job.Prepared!.M0 - probe.ScoreOf(Good));

        OutcomeWith(gain).Should().Be(SubmissionOutcome.NotImproved);
        OutcomeWith(gain - 1).Should().Be(SubmissionOutcome.Paid);

        static SubmissionOutcome OutcomeWith(ulong minImprovement)
        {
            MarketStory story = new MarketStory().Funded(change: terms => terms with { MinImprovement = minImprovement }).Prepared();
            return story.Submitted(Ada, Good).TickedOut().Submission(0).Decision!.Outcome;
        }
    }

    [Fact]
    public void Record_after_the_pot_is_empty_counts_but_is_unpaid()
    {
        MarketStory story = new MarketStory().Funded(change: terms => terms with { Target = 1_000_000 }).Prepared();

        story.Submitted(Ada, Good).Submitted(Ben, TinyFiles.Weights(0.8f)).TickedOut();

        story.PaidTo(Ada).Should().Be(1_000);
        story.Submission(1).Decision!.Outcome.Should().Be(SubmissionOutcome.ImprovedUnpaid);
        story.Job.BestSubmissionId.Should().Be(1);
    }

    [Fact]
    public void Whole_model_is_taken_where_the_terms_say_so()
    {
        byte[] model = TinyFiles.Model(bias: 0.5f);
        MarketStory refused = new MarketStory().Funded().Prepared().Submitted(Ada, model).TickedOut();
        MarketStory taken = new MarketStory().Funded(change: terms => terms with { Flags = 7 }).Prepared().Submitted(Ada, model).TickedOut();

        refused.Submission(0).Decision!.Outcome.Should().Be(SubmissionOutcome.FormatRefused);
        taken.Submission(0).Decision!.Score.Should().NotBeNull();
    }

    [Fact]
    public void Splitting_a_gain_over_many_accounts_adds_nothing()
    {
        MarketStory whole = Judged(null, TinyFiles.Weights(0.8f));
        MarketStory split = new MarketStory().Funded(1_000_000).Prepared();
        split.Submitted(Ada, TinyFiles.Weights(0.2f)).Submitted(Ben, TinyFiles.Weights(0.5f)).Submitted(Cleo, TinyFiles.Weights(0.8f)).TickedOut();
        MarketStory single = new MarketStory().Funded(1_000_000).Prepared().Submitted(Ada, TinyFiles.Weights(0.8f)).TickedOut();

        UInt128 together = split.PaidTo(Ada) + split.PaidTo(Ben) + split.PaidTo(Cleo);
        together.Should().BeLessThanOrEqualTo(single.PaidTo(Ada)).And.BeGreaterThanOrEqualTo(single.PaidTo(Ada) - 2);
        whole.PaidTo(Ada).Should().BeGreaterThan(UInt128.Zero);
    }

    private static MarketStory Judged(uint? duplicateThousandths, params byte[][] weights)
    {
        MarketStory story = new MarketStory()
            .Funded(change: terms => terms with { DuplicateThousandths = duplicateThousandths ?? 0, MinImprovement = 1_000, Flags = 3 }).Prepared();
        foreach ((byte[] file, Rollup.Primitives.Address client) in weights.Zip((Rollup.Primitives.Address[])[Ada, Ben, Cleo])) story.Submitted(client, file);
        return story.TickedOut();
    }
}
