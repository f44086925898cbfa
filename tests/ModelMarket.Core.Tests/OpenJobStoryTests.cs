using ModelMarket.Core.Inspect;
using ModelMarket.Core.Notices;
using ModelMarket.Core.Payout;
using ModelMarket.Core.Tests.Stories;
using static ModelMarket.Core.Tests.Stories.MarketStory;

namespace ModelMarket.Core.Tests;

/// <summary>An open job from the escrow's statement to the last wei.</summary>
public sealed class OpenJobStoryTests
{
    private static readonly byte[] Weak = TinyFiles.Weights(0.1f);
    private static readonly byte[] Good = TinyFiles.Weights(0.4f);
    private static readonly byte[] Strong = TinyFiles.Weights(0.8f);

    [Fact]
    public void Three_records_are_paid_in_commitment_order_and_the_rest_goes_back()
    {
        MarketStory story = new MarketStory().Funded(1_000).Prepared();
        story.Job.Prepared!.M0.Should().Be(693_147_181);
        story.Submitted(Ada, Weak).Submitted(Ben, Good).Submitted(Cleo, Strong).TickedOut();
        story.At(story.Job.OpenEnd!.Value).TickedOut();

        long[] scores = [693_147_181, story.ScoreOf(Weak), story.ScoreOf(Good), story.ScoreOf(Strong)];
        UInt128[] pays = [.. scores.Zip(scores.Skip(1), (before, after) => (UInt128)(1_000UL * (ulong)(before - after) / 400_000_000UL))];
        story.PaidTo(Ada).Should().Be(pays[0]);
        story.PaidTo(Ben).Should().Be(pays[1]);
        story.PaidTo(Cleo).Should().Be(pays[2]);
        story.RefundedTo(Sponsor).Should().Be(1_000 - pays[0] - pays[1] - pays[2]);
        story.Job.Phase.Should().Be(JobPhase.Settled);
        story.Notices<JobEndedNotice>().Single().StateRoot.Should().NotBe(Rollup.Primitives.Hash32.Zero);
    }

    [Fact]
    public void Record_is_paid_up_to_the_cap_by_stake_and_the_dry_run_says_so()
    {
        MarketStory story = new MarketStory().Funded(change: terms => terms with { Flags = 2, ClientBond = 10, StakeCapThousandths = 2_500 }).Prepared();
        StoryFile good = StoryFile.Of(TinyFiles.Weights(0.8f));
        PayRange forecast = story.DryRun(good.Bytes).Pay;
        story.BondedAndCommitted(Ada, good, 10).After(1).Revealed(Ada, good).Delivered(good, Ada).TickedOut();

        story.PaidTo(Ada).Should().Be(25);
        forecast.Should().Be(new PayRange(25, 25));
        story.At(story.Job.OpenEnd!.Value).TickedOut();
        story.RefundedTo(Sponsor).Should().Be(975);
        story.PaidOut(1).Should().Be(story.Deposited(1));
    }

    [Fact]
    public void Zero_submissions_give_everything_back()
    {
        MarketStory story = new MarketStory().Funded(777).Prepared();

        story.At(story.Job.OpenEnd!.Value).TickedOut();

        story.RefundedTo(Sponsor).Should().Be(777);
        story.Job.Phase.Should().Be(JobPhase.Refunded);
        story.Job.End!.Name.Should().Be(nameof(RejectCode.NobodyImproved));
    }

    [Fact]
    public void Preparing_ends_early_once_and_fixes_the_end_of_open()
    {
        MarketStory story = new MarketStory().Funded().After(40).Prepared();

        story.Job.OpenStart.Should().Be(Start + 40);
        story.Job.OpenEnd.Should().Be(Start + 40 + 1_000);
    }

    [Fact]
    public void Preparing_that_is_scored_late_still_opens_at_its_nominal_end()
    {
        MarketStory story = new MarketStory().Funded();
        story.Delivered(story.Model).Delivered(story.Data).At(Start + 500).Ticked();

        story.Job.OpenStart.Should().Be(Start + 100);
        story.Job.Phase.Should().Be(JobPhase.Open);
    }

    [Fact]
    public void Content_that_is_missing_at_the_end_of_preparing_refunds_the_job()
    {
        MarketStory story = new MarketStory().Funded(500);
        story.Delivered(story.Model).At(Start + 100).Ticked();

        story.Job.End!.Name.Should().Be(nameof(RejectCode.ContentMissing));
        story.RefundedTo(Sponsor).Should().Be(500);
    }

    [Fact]
    public void Blocks_after_the_end_of_preparing_are_not_wanted()
    {
        MarketStory story = new MarketStory().Funded();

        story.At(Start + 100).Delivered(story.Model);

        story.Last.Rejection.Should().Be(RejectCode.BlockNotWanted);
    }

    [Fact]
    public void A_submission_waits_until_every_earlier_commitment_is_decided()
    {
        StoryFile ada = StoryFile.Of(Weak), ben = StoryFile.Of(Good);
        MarketStory story = new MarketStory().Funded().Prepared();
        story.Committed(Ada, ada).Submitted(Ben, ben).Ticked();
        story.Last.Rejection.Should().Be(RejectCode.NothingToDo);

        story.Revealed(Ada, ada).Delivered(ada).TickedOut();

        story.Submission(0).Decision!.Outcome.Should().Be(SubmissionOutcome.Paid);
        story.Submission(1).Decision!.BestBefore.Should().Be(story.ScoreOf(Weak));
    }

    [Fact]
    public void A_commitment_that_is_not_revealed_in_time_delays_others_no_longer_than_that()
    {
        MarketStory story = new MarketStory().Funded().Prepared();
        story.Committed(Ada, StoryFile.Of(Weak)).Submitted(Ben, Good);

        story.At(story.Submission(0).RevealBy).TickedOut();

        story.Submission(0).Decision!.Outcome.Should().Be(SubmissionOutcome.NotRevealed);
        story.Submission(1).Decision!.Outcome.Should().Be(SubmissionOutcome.Paid);
    }

    [Fact]
    public void Late_reveal_is_refused_and_changes_nothing()
    {
        StoryFile weights = StoryFile.Of(Good);
        MarketStory story = new MarketStory().Funded().Prepared().Committed(Ada, weights);
        var before = story.Market.StateRoot;

        story.At(story.Submission(0).RevealBy).Revealed(Ada, weights);

        story.Last.Rejection.Should().Be(RejectCode.RevealLate);
        story.Market.StateRoot.Should().Be(before);
    }

    [Fact]
    public void Weights_that_arrive_after_their_deadline_earn_nothing()
    {
        StoryFile weights = StoryFile.Of(Good);
        MarketStory story = new MarketStory().Funded().Prepared().Committed(Ada, weights).Revealed(Ada, weights);

        story.At(story.Submission(0).UploadBy).Delivered(weights);
        story.Last.Rejection.Should().Be(RejectCode.BlockNotWanted);
        story.TickedOut();

        story.Submission(0).Decision!.Outcome.Should().Be(SubmissionOutcome.NotUploaded);
    }

    [Fact]
    public void Commitment_can_be_revealed_after_open_has_ended()
    {
        StoryFile weights = StoryFile.Of(Good);
        MarketStory story = new MarketStory().Funded().Prepared();
        story.At(story.Job.OpenEnd!.Value - 1).Committed(Ada, weights).After(100).Revealed(Ada, weights);
        story.Job.Phase.Should().Be(JobPhase.Reveal);

        story.Delivered(weights).TickedOut();

        story.PaidTo(Ada).Should().BeGreaterThan(UInt128.Zero);
        story.Job.Phase.Should().Be(JobPhase.Settled);
    }

    [Fact]
    public void Replacement_gives_up_the_earlier_place()
    {
        StoryFile first = StoryFile.Of(Weak), second = StoryFile.Of(Strong);
        MarketStory story = new MarketStory().Funded().Prepared();
        story.Committed(Ada, first).Submitted(Ben, Good).Committed(Ada, second).Revealed(Ada, second).Delivered(second).TickedOut();

        story.Submission(0).Decision!.Outcome.Should().Be(SubmissionOutcome.Replaced);
        story.Submission(1).Decision!.BestBefore.Should().Be(693_147_181);
        story.Submission(2).Decision!.BestBefore.Should().Be(story.ScoreOf(Good));
    }

    [Fact]
    public void Commitment_copied_from_another_address_cannot_be_revealed()
    {
        StoryFile weights = StoryFile.Of(Good);
        MarketStory story = new MarketStory().Funded().Prepared().Committed(Ada, weights);
        byte[] copy = story.Inputs[^1].Payload;
        story.Send(Ben, copy).Send(Ben, RevealOf(story, Ada, weights));

        story.Last.Rejection.Should().Be(RejectCode.CommitmentMismatch);
    }

    [Fact]
    public void Reveal_with_a_wrong_salt_is_refused()
    {
        StoryFile weights = StoryFile.Of(Good);
        MarketStory story = new MarketStory().Funded().Prepared().Committed(Ada, weights);

        story.Send(Ada, new Contracts.MarketInputs.RevealCall(story.JobId, 0, weights.Root.Encode(), weights.Size, Rollup.Primitives.Hash32.Zero).Encode());

        story.Last.Rejection.Should().Be(RejectCode.CommitmentMismatch);
    }

    [Fact]
    public void Top_up_counts_for_later_commitments_only()
    {
        MarketStory story = new MarketStory().Funded(1_000).Prepared();
        StoryFile ada = StoryFile.Of(Good), ben = StoryFile.Of(Strong);
        story.Committed(Ada, ada).ToppedUp(3_000, Cleo).Committed(Ben, ben);
        story.Revealed(Ada, ada).Delivered(ada).Revealed(Ben, ben).Delivered(ben).TickedOut();

        story.Submission(0).Decision!.FundedBefore.Should().Be(1_000);
        story.Submission(1).Decision!.FundedBefore.Should().Be(4_000);
        story.PaidTo(Ben).Should().Be(SequentialRecords.Pay(4_000, story.Submission(1).Decision!.Improvement, 400_000_000, story.PaidTo(Ada)));
    }

    [Fact]
    public void Rest_goes_back_pro_rata_of_the_deposits()
    {
        MarketStory story = new MarketStory().Funded(1_000).Prepared().ToppedUp(2_000, Cleo).Submitted(Ada, Good).TickedOut();
        story.At(story.Job.OpenEnd!.Value).TickedOut();

        UInt128 rest = 3_000 - story.PaidTo(Ada);
        story.RefundedTo(Cleo).Should().Be(rest * 2_000 / 3_000);
        story.RefundedTo(Sponsor).Should().Be(rest - story.RefundedTo(Cleo));
    }

    [Fact]
    public void Direct_submission_takes_its_place_when_declared()
    {
        StoryFile weights = StoryFile.Of(Good);
        MarketStory story = new MarketStory().Funded().Prepared().SubmittedDirectly(Ada, weights).Delivered(weights).TickedOut();

        story.PaidTo(Ada).Should().BeGreaterThan(UInt128.Zero);
    }

    [Fact]
    public void Direct_submission_needs_the_terms_to_allow_it()
    {
        MarketStory story = new MarketStory().Funded(change: terms => terms with { Flags = 2 }).Prepared();

        story.SubmittedDirectly(Ada, StoryFile.Of(Good));

        story.Last.Rejection.Should().Be(RejectCode.DirectSubmitNotAllowed);
    }

    [Fact]
    public void Reclaim_ends_the_job_without_vouchers()
    {
        MarketStory story = new MarketStory().Funded().Prepared().Submitted(Ada, Good);

        story.ReclaimStarted().After(1);

        story.Job.End!.Name.Should().Be(nameof(RejectCode.ReclaimStarted));
        story.Payments.Should().BeEmpty();
        story.Ticked().Last.Rejection.Should().Be(RejectCode.NothingToDo);
    }

    [Fact]
    public void Clock_jump_of_a_year_brings_the_job_to_its_end()
    {
        MarketStory story = new MarketStory().Funded().Prepared().Submitted(Ada, Good).Committed(Ben, StoryFile.Of(Strong));

        story.After(365 * Day).TickedOut();

        story.Submission(0).Decision!.Outcome.Should().Be(SubmissionOutcome.Paid);
        story.PaidOut(1).Should().Be(1_000);
    }

    [Fact]
    public void Old_job_is_pruned_to_its_digest()
    {
        MarketStory story = new MarketStory().Funded().Prepared().Submitted(Ada, Good).TickedOut();
        story.At(story.Job.OpenEnd!.Value).TickedOut().After(31 * Day).TickedOut();

        story.Job.Submissions.Should().Be(0);
        story.Ask<StateView>("state").ReservedBytes.Should().Be(Limits.JobStubBytes);
    }

    private static byte[] RevealOf(MarketStory story, Rollup.Primitives.Address client, StoryFile weights)
    {
        story.Revealed(client, weights);
        return story.Inputs[^1].Payload;
    }
}
