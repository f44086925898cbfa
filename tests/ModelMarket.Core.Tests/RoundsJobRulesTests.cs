using ModelMarket.Core.Inspect;
using ModelMarket.Core.Notices;
using ModelMarket.Core.Tests.Stories;
using Rollup.Primitives;
using static ModelMarket.Core.Tests.Stories.MarketStory;
using static ModelMarket.Core.Tests.Stories.RoundFiles;

namespace ModelMarket.Core.Tests;

/// <summary>What a job in rounds refuses, burns, compares and keeps: times, copies, bounds, terms, views.</summary>
public sealed class RoundsJobRulesTests
{
    [Fact]
    public void Round_is_closed_until_the_one_before_it_is_settled()
    {
        MarketStory story = new MarketStory().RoundsOpened(change: terms => terms with { ClientBond = 0 });
        story.Committed(Ada, First).AtRevealOfRound().Shown(Ada, First).AtRound(2);
        Hash32 root = story.Market.StateRoot;

        story.Committed(Ben, Second).IsRejected(RejectCode.RoundNotSettled, root);
        story.TickedOut().Committed(Ben, Second).Last.Rejection.Should().Be(RejectCode.None);
        story.RoundOf(2).Phase.Should().Be(RoundPhase.Open);
        story.Submission(1).Round.Should().Be(2);
    }

    [Fact]
    public void Nothing_is_shown_while_a_round_is_open_and_a_late_reveal_costs_half_the_bond()
    {
        MarketStory story = new MarketStory().RoundsOpened().BondedAndCommitted(Ada, First, 10).BondedAndCommitted(Ben, Second, 11);
        Hash32 root = story.Market.StateRoot;
        story.Revealed(Ada, First).IsRejected(RejectCode.PhaseClosed, root);
        story.AtRevealOfRound().Shown(Ada, First).At(story.RoundOf(1).RevealEnd);
        root = story.Market.StateRoot;
        story.Revealed(Ben, Second).IsRejected(RejectCode.RevealLate, root);
        story.AtScoringOfRound().TickedOut();

        story.Submission(1).Decision!.Outcome.Should().Be(SubmissionOutcome.NotRevealed);
        (story.RefundedTo(Ben), story.PaidTo(Nobody)).Should().Be(((UInt128)6, (UInt128)5));
        story.Notices<RoundSettledNotice>().Single().Members.Should().Equal(0);
    }

    [Fact]
    public void Top_ups_count_until_the_first_Open_ends()
    {
        MarketStory story = new MarketStory().RoundsOpened().ToppedUp(500).AtRevealOfRound().ToppedUp(70);
        story.RefundedTo(Sponsor).Should().Be(70);
        story.AtScoringOfRound().TickedOut().AtRound(2).ToppedUp(30);

        story.RefundedTo(Sponsor).Should().Be(100);
        story.Job.Rounds!.RoundsPart.Should().Be(1_500);
    }

    [Fact]
    public void Copy_of_another_round_loses_its_bond_and_ones_own_does_not()
    {
        MarketStory story = new MarketStory().RoundsOpened(3).Played((Ada, First), (Cleo, Second)).AtRound(2).Played((Ben, First), (Ada, First));

        story.Submission(2).Decision.Should().BeEquivalentTo(new { Outcome = SubmissionOutcome.ExactDuplicate, DuplicateOf = (int?)0 });
        (story.RefundedTo(Ben), story.PaidTo(Nobody)).Should().Be(((UInt128)0, (UInt128)10));
        story.RefundedTo(Ada).Should().Be(20);
        story.RoundOf(2).Members.Should().Be(0);
    }

    [Fact]
    public void Global_model_sent_back_is_a_copy_of_something_public()
    {
        MarketStory story = new MarketStory().RoundsOpened().Played((Ada, First), (Ben, Second)).AtRound(2);
        story.Played((Cleo, StoryFile.Of(story.GlobalFile)));

        story.Submission(2).Decision!.Outcome.Should().Be(SubmissionOutcome.ExactDuplicate);
        story.PaidTo(Nobody).Should().Be(10);
    }

    [Fact]
    public void Norm_is_measured_from_the_model_the_round_starts_from()
    {
        // From zero to First is .45, from First to Better .46; from zero to Better would be .9.
        MarketStory story = new MarketStory().RoundsOpened(change: terms => terms with { NormBoundMicros = 500_000 });
        story.Played((Ada, First)).AtRound(2).Played((Ada, Better), (Ben, Along(2f)));

        story.Submission(1).Decision!.Outcome.Should().Be(SubmissionOutcome.Paid);
        story.Submission(2).Decision!.Outcome.Should().Be(SubmissionOutcome.NormExceeded);
    }

    [Fact]
    public void Directions_are_compared_within_a_round_from_its_own_start()
    {
        MarketStory story = new MarketStory().RoundsOpened(change: terms => terms with { DuplicateThousandths = 999 });
        story.Played((Ada, First), (Ben, Along(0.303f))).AtRound(2).Played((Ada, Along(0.8f)), (Ben, Along(0.8f, 0.2f)), (Cleo, Along(0.81f)));

        story.Submission(1).Decision!.Outcome.Should().Be(SubmissionOutcome.WeightDuplicate);
        story.Submission(2).Decision!.Outcome.Should().Be(SubmissionOutcome.Paid, "it goes on in the direction of the round before");
        story.Submission(3).Decision!.Outcome.Should().BeOneOf(SubmissionOutcome.Paid, SubmissionOutcome.ImprovedUnpaid);
        story.Submission(4).Decision.Should().BeEquivalentTo(new { Outcome = SubmissionOutcome.WeightDuplicate, DuplicateOf = (int?)2 });
    }

    [Fact]
    public void Reclaim_between_rounds_ends_the_job_and_no_voucher_follows()
    {
        MarketStory story = new MarketStory().RoundsOpened().Played((Ada, First)).AtRound(2).BondedAndCommitted(Ben, Second, 10);
        int vouchers = story.Payments.Count;
        story.ReclaimStarted().After(30 * Day).TickedOut();

        story.Payments.Should().HaveCount(vouchers);
        story.Job.Reclaiming.Should().BeTrue();
    }

    [Fact]
    public void Ended_job_is_pruned_to_its_digest_and_its_model_is_dropped()
    {
        MarketStory story = new MarketStory().RoundsOpened(1).Played((Ada, First));
        long reserved = story.Ask<StateView>("state").ReservedBytes;
        string cid = story.Job.BestWeightsCid!;
        story.After(Limits.PruneAfterSeconds).TickedOut();

        story.Ask<StateView>("state").ReservedBytes.Should().Be(Limits.JobStubBytes).And.BeLessThan(reserved);
        System.Text.Encoding.UTF8.GetString(story.Market.Inspect($"blocks/{cid}").Single()).Should().Contain(nameof(RejectCode.BlockUnknown));
        story.Job.Rounds.Should().BeNull();
    }

    [Fact]
    public void Views_of_rounds_never_change_the_root()
    {
        MarketStory story = new MarketStory().RoundsOpened().Played((Ada, First));
        Hash32 root = story.Market.StateRoot;

        RoundListView rounds = story.Ask<RoundListView>("jobs/1/rounds");
        RoundDetailView detail = story.Ask<RoundDetailView>("jobs/1/rounds/1");

        rounds.Rounds.Select(round => round.Phase).Should().Equal(RoundPhase.Settled, RoundPhase.Waiting);
        detail.Submissions.Single().Contribution.Should().Be(detail.Round.Improvement);
        detail.Round.Global.Should().Be(rounds.Standing.Global);
        story.Ask<RejectionReport>("jobs/1/rounds/3").Name.Should().Be(nameof(RejectCode.RoundUnknown));
        story.Market.StateRoot.Should().Be(root);
    }

    [Fact]
    public void Terms_of_rounds_that_mean_nothing_are_refunded()
    {
        foreach ((Func<Contracts.JobTerms, Contracts.JobTerms> change, RejectCode code) in new (Func<Contracts.JobTerms, Contracts.JobTerms>, RejectCode)[]
        {
            (terms => terms with { Aggregator = 7 }, RejectCode.AggregatorInvalid),
            (terms => terms with { Aggregator = 2 }, RejectCode.AggregatorInvalid),
            (terms => terms with { Aggregator = 4, AggregatorParameter = 500 }, RejectCode.AggregatorInvalid),
            (terms => terms with { AggregatorParameter = 1 }, RejectCode.AggregatorInvalid),
            (terms => terms with { Rounds = 0 }, RejectCode.RoundsInvalid),
            (terms => terms with { Rounds = 65 }, RejectCode.RoundsInvalid),
            (terms => terms with { FinalThousandths = 500 }, RejectCode.RoundsInvalid),
            (terms => terms with { MaxSubmissions = 129 }, RejectCode.MaxSubmissionsInvalid),
            (terms => terms with { ScoringSeconds = 0 }, RejectCode.PhaseTooShort),
            (terms => terms with { PayRule = 1 }, RejectCode.PayRuleUnknown),
        })
        {
            MarketStory story = new MarketStory().Funded(change: terms => change(InRounds(terms, 2)));
            story.Job.End!.Name.Should().Be(code.ToString());
            story.RefundedTo(Sponsor).Should().Be(1_000);
        }
    }
}
