using ModelMarket.Core.Inspect;
using ModelMarket.Core.Judging;
using ModelMarket.Core.Notices;
using ModelMarket.Core.Tests.Stories;
using ModelMarket.Learning.Aggregation;
using ModelMarket.Learning.Weights;
using Rollup.Primitives;
using static ModelMarket.Core.Tests.Stories.MarketStory;
using static ModelMarket.Core.Tests.Stories.RoundFiles;

namespace ModelMarket.Core.Tests;

/// <summary>A job in rounds from the first commitment to the last wei.</summary>
public sealed class RoundsJobStoryTests
{
    [Fact]
    public void Round_is_paid_by_Shapley_values_that_anyone_can_compute_again()
    {
        MarketStory story = new MarketStory().RoundsOpened().Played((Ada, First), (Ben, Second), (Cleo, Third));

        RoundSettledNotice notice = story.Notices<RoundSettledNotice>().Single();
        Judge judge = story.PublicJudge();
        WeightSet[] members = [.. new[] { First, Second, Third }.Select(file => Decoded(judge, file.Bytes))];
        long start = ScoreBy(judge, null);
        long[] gains = [.. members.Select(member => start - ScoreBy(judge, member))];
        Aggregator.TryCreate(new AggregationTerms(), judge.Initial, members, gains, out Aggregator? aggregator, out _).Should().BeTrue();
        Int128[] phi = Permuted(3, coalition => start - ScoreBy(judge, aggregator!.Aggregate(coalition)));
        long improvement = start - ScoreBy(judge, aggregator!.Aggregate());

        notice.Lines.Select(line => line.Phi).Should().Equal(phi.Select(value => (Int128?)value));
        notice.Lines.Select(line => (long)line.Improvement).Should().Equal(gains);
        notice.PhiUnit.Should().Be(6);
        notice.Round.Improvement.Should().Be((ulong)improvement);
        notice.Round.Pool.Should().Be((UInt128)1_000 * Math.Min(400_000_000UL, 2 * (ulong)improvement) / (2 * 400_000_000UL));
        notice.Lines.Aggregate(UInt128.Zero, (sum, line) => sum + line.Pay).Should().Be(notice.Round.Pool);
        notice.Lines.Aggregate(0UL, (sum, line) => sum + line.Contribution).Should().Be((ulong)improvement);
        new[] { Ada, Ben, Cleo }.Select(client => story.PaidTo(client)).Should().Equal(notice.Lines.Select(line => line.Pay));
        new[] { Ada, Ben, Cleo }.Select(client => story.RefundedTo(client)).Should().Equal(10, 10, 10);
    }

    [Fact]
    public void New_global_model_is_content_and_the_next_round_starts_from_it()
    {
        MarketStory story = new MarketStory().RoundsOpened().Played((Ada, First), (Ben, Second));
        GlobalModelView global = story.Job.Rounds!.Global!;
        Judge judge = story.PublicJudge();

        StoryFile.Of(story.GlobalFile).Root.ToString().Should().Be(global.Cid);
        ScoreBy(judge, Decoded(judge, story.GlobalFile)).Should().Be(global.Score);
        story.Job.BestWeightsCid.Should().Be(global.Cid);
        story.RoundOf(2).StartScore.Should().Be(global.Score);

        // Alone no better than the global model now, though better than the initial one.
        story.AtRound(2).Played((Ada, Third), (Ben, Better));
        story.Submission(2).Decision!.Outcome.Should().Be(SubmissionOutcome.NotImproved);
        story.Submission(3).Decision!.Outcome.Should().Be(SubmissionOutcome.Paid);
        story.Job.Phase.Should().Be(JobPhase.Settled);
        story.Job.Rounds!.Settled.Should().Be(2);
        story.PaidOut(1).Should().Be(story.Deposited(1));
        story.Replay().StateRoot.Should().Be(story.Market.StateRoot);
        StoryFile.Of(story.GlobalFile).Root.ToString().Should().Be(story.Job.BestWeightsCid);
    }

    [Fact]
    public void Sealed_final_check_pays_by_the_rounds_contributions_on_the_hidden_groups()
    {
        MarketStory story = new MarketStory().SealedRoundsOpened().Played((Ada, First), (Ben, Second));
        story.AtRound(2).Played((Ada, Better), (Cleo, Best));
        UInt128[] before = [.. new[] { Ada, Ben, Cleo }.Select(client => story.PaidTo(client))];
        byte[] last = story.GlobalFile;
        int[] hidden = [.. story.Hidden];
        story.AtSealedReveal().GroupsRevealed().AtScoring().TickedOut();

        FinalSettledNotice final = story.Notices<FinalSettledNotice>().Single();
        final.Defaulted.Should().BeFalse();
        final.M0.Should().Be(story.SealedScoreOf(TinyFiles.Weights(0f), hidden));
        final.Score.Should().Be(story.SealedScoreOf(last, hidden));
        final.FinalPart.Should().Be(500);
        final.Payable.Should().Be((UInt128)500 * Math.Min(400_000_000UL, final.Improvement) / 400_000_000UL);
        final.Paid.Should().Be(final.Payable);
        final.Lines.Select(line => line.Contribution).Should().Equal(
            story.Notices<RoundSettledNotice>().SelectMany(round => round.Lines).Select(line => line.Contribution));
        final.Lines[0].PaymentId.Should().Be(final.Lines[2].PaymentId, "one payment for Ada's two rounds");
        story.PaidTo(Ada).Should().Be(before[0] + final.Lines[0].Pay + final.Lines[2].Pay);
        story.PaidTo(Cleo).Should().Be(before[2] + final.Lines[3].Pay);
        story.RefundedTo(Sponsor).Should().Be(1_300 - story.PaidTo(Ada) - story.PaidTo(Ben) - story.PaidTo(Cleo));
        story.PaidOut(1).Should().Be(story.Deposited(1));
        story.Job.Phase.Should().Be(JobPhase.Settled);
        story.Replay().StateRoot.Should().Be(story.Market.StateRoot);
    }

    [Fact]
    public void Sponsor_that_does_not_reveal_is_judged_by_the_opened_groups_and_gets_nothing_back()
    {
        MarketStory story = new MarketStory().SealedRoundsOpened().Played((Ada, First), (Ben, Second));
        UInt128 before = story.PaidTo(Ada);
        long global = story.Job.Rounds!.Global!.Score, m0 = story.Job.Prepared!.M0;
        story.AtScoring().TickedOut();

        FinalSettledNotice final = story.Notices<FinalSettledNotice>().Single();
        final.Should().BeEquivalentTo(new { Defaulted = true, M0 = m0, Score = global });
        story.PaidTo(Ada).Should().BeGreaterThan(before);
        story.Job.Phase.Should().Be(JobPhase.Defaulted);
        story.RefundedTo(Sponsor).Should().Be(0);
        story.PaidTo(Nobody).Should().Be(1_300 - story.PaidTo(Ada) - story.PaidTo(Ben));
        story.PaidOut(1).Should().Be(story.Deposited(1));
    }

    [Theory]
    [InlineData(AggregationRule.GatedMean, 0)]
    [InlineData(AggregationRule.Mean, 0)]
    [InlineData(AggregationRule.ClippedMean, 500)]
    [InlineData(AggregationRule.Median, 0)]
    [InlineData(AggregationRule.TrimmedMean, 250)]
    [InlineData(AggregationRule.Krum, 0)]
    [InlineData(AggregationRule.MultiKrum, 0)]
    public void Client_that_flips_signs_earns_nothing_under_any_aggregator(AggregationRule rule, uint parameter)
    {
        MarketStory story = new MarketStory().RoundsOpened(change: terms => terms with { Aggregator = (byte)rule, AggregatorParameter = parameter });
        story.Played((Stranger, Bad), (Ada, First), (Ben, Second), (Cleo, Third));

        RoundSettledNotice notice = story.Notices<RoundSettledNotice>().Single();
        story.Submission(0).Decision!.Outcome.Should().Be(SubmissionOutcome.NotImproved);
        story.PaidTo(Stranger).Should().Be(0);
        story.RefundedTo(Stranger).Should().Be(10, "being no better costs no bond");
        notice.Members.Should().Equal(1, 2, 3);
        notice.Round.Improvement.Should().BeGreaterThan(0);
        notice.CoalitionScores.Should().HaveCount(7);
        (story.PaidTo(Ada) + story.PaidTo(Ben) + story.PaidTo(Cleo)).Should().Be(notice.Round.Pool);
    }

    [Fact]
    public void Round_without_commitments_leaves_its_money_to_the_next()
    {
        MarketStory story = new MarketStory().RoundsOpened().AtScoringOfRound().TickedOut();
        story.RoundOf(1).Should().BeEquivalentTo(new { Phase = RoundPhase.Settled, Members = 0, Paid = (UInt128)0, Score = (long?)null });

        story.AtRound(2).Played((Ada, Best));
        RoundView round = story.Notices<RoundSettledNotice>().Last().Round;
        round.Left.Should().Be(1_000);
        round.Pool.Should().Be((UInt128)1_000 * UInt128.Min(400_000_000, 2 * round.Improvement) / 400_000_000);
        story.PaidTo(Ada).Should().Be(round.Pool);
    }

    [Fact]
    public void Rounds_that_nobody_improves_send_everything_back_without_a_reveal()
    {
        MarketStory story = new MarketStory().SealedRoundsOpened().Played((Ada, Bad)).AtRound(2).Played();

        story.Job.Phase.Should().Be(JobPhase.Refunded);
        story.Job.End!.Name.Should().Be(nameof(RejectCode.NobodyImproved));
        story.RefundedTo(Sponsor).Should().Be(1_300);
        story.RefundedTo(Ada).Should().Be(10);
        story.Job.Rounds!.Global.Should().BeNull();
    }

    [Fact]
    public void Cap_by_stake_holds_over_round_and_final_check_together()
    {
        MarketStory story = new MarketStory().SealedRoundsOpened(1, terms => terms with { StakeCapThousandths = 2_000 }).Played((Ada, First), (Ben, Second));
        story.AtSealedReveal().GroupsRevealed().AtScoring().TickedOut();

        (story.PaidTo(Ada), story.PaidTo(Ben)).Should().Be(((UInt128)20, (UInt128)20));
        story.Notices<RoundSettledNotice>().Single().Lines.Should().OnlyContain(line => line.Pay == 20 && line.Uncapped > 20);
        story.Notices<FinalSettledNotice>().Single().Lines.Should().OnlyContain(line => line.Pay == 0 && line.Uncapped > 0);
        story.RefundedTo(Sponsor).Should().Be(1_260);
    }

    [Fact]
    public void Only_the_first_ten_that_pass_are_counted_where_values_are_exact()
    {
        (Address Client, StoryFile Weights)[] turns = Crowd(12);
        MarketStory story = new MarketStory().RoundsOpened(change: terms => terms with { MaxSubmissions = 12 }).Played(turns);

        RoundSettledNotice notice = story.Notices<RoundSettledNotice>().Single();
        notice.Members.Should().Equal(Enumerable.Range(0, 10));
        notice.CoalitionScores.Should().HaveCount(1_023);
        notice.Lines.Aggregate(Int128.Zero, (sum, line) => sum + line.Phi!.Value).Should().Be((Int128)notice.Round.Improvement * 3_628_800);
        story.Submission(11).Decision.Should().BeEquivalentTo(new { Outcome = SubmissionOutcome.ImprovedUnpaid, Pay = (UInt128)0 });
        story.Submission(11).Decision!.Detail.Should().NotBeEmpty();
    }

    [Fact]
    public void Mixed_rule_pays_more_than_sixteen_clients_by_one_settlement()
    {
        (Address Client, StoryFile Weights)[] turns = Crowd(18);
        MarketStory story = new MarketStory().RoundsOpened(change: terms => terms with { MaxSubmissions = 20, Flags = 2 | 16 }, reward: 1_000_000).Played(turns);

        RoundSettledNotice notice = story.Notices<RoundSettledNotice>().Single();
        notice.Members.Should().HaveCount(18);
        notice.CoalitionScores.Should().HaveCount(19);
        notice.Lines.Should().OnlyContain(line => line.Phi == null && line.LeaveOneOut != null && line.Pay > 0);
        UInt128 gains = notice.Lines.Aggregate(UInt128.Zero, (sum, line) => sum + line.Improvement);
        UInt128 alone = notice.Round.Pool - (notice.Round.Pool / 2);
        // A client whose leaving changes nothing for the worse still has its share of the half that is paid by R1.
        notice.Lines.Where(line => line.LeaveOneOut <= 0).Should().OnlyContain(line => line.Uncapped - (alone * line.Improvement / gains) <= 1);
        story.Notices<SettlementNotice>().Where(settlement => settlement.Pot == 0).Single().Total.Should().Be(notice.Round.Paid);
        story.PaidTo(turns[0].Client).Should().Be(notice.Lines[0].Pay);
    }

    [Fact]
    public void One_and_many_ticks_give_the_same_notices_and_models()
    {
        string[] runs = [.. new[] { Limits.InputWorkMax, 250_000L }.Select(budget =>
        {
            MarketStory story = new MarketStory(inputWorkMax: budget).SealedRoundsOpened().Played((Ada, First), (Ben, Second), (Cleo, Third));
            story.AtRound(2).Played((Ada, Better), (Cleo, Best)).AtSealedReveal().GroupsRevealed().AtScoring().TickedOut();
            long[] work = [.. story.TickReports().Select(report => report.WorkDone ?? 0)];
            work.Should().OnlyContain(done => done <= budget);
            return string.Join('\n', story.Notices<RoundSettledNotice>().Select(notice => System.Text.Json.JsonSerializer.Serialize(notice.Lines, MarketJson.Default.Options)))
                + System.Text.Json.JsonSerializer.Serialize(story.Notices<FinalSettledNotice>().Single(), MarketJson.Default.Options) + story.Job.BestWeightsCid;
        })];

        runs[1].Should().Be(runs[0]);
    }

    [Fact]
    public void Dry_run_from_the_global_model_bounds_what_the_round_pays()
    {
        MarketStory story = new MarketStory().RoundsOpened().Played((Ada, First), (Ben, Second)).AtRound(2);
        story.BondedAndCommitted(Ada, Better, 10);
        Judge judge = story.PublicJudge();
        judge = judge.StartingFrom(Decoded(judge, story.GlobalFile));
        DryRunResult forecast = DryRun.Of(story.Job, judge, Better.Bytes, []);
        DryRun.Of(story.Job, judge, story.GlobalFile, []).Outcome.Should().Be(SubmissionOutcome.ExactDuplicate);
        story.AtRevealOfRound().Shown(Ada, Better).AtScoringOfRound().TickedOut();

        story.Submission(2).Decision!.Score.Should().Be(forecast.Score);
        story.Submission(2).Decision!.Pay.Should().BeGreaterThan(0).And.BeLessThanOrEqualTo(forecast.Pay.Most);
    }

    [Fact]
    public void Jump_of_a_year_settles_every_round_and_the_job()
    {
        MarketStory story = new MarketStory().SealedRoundsOpened(5).BondedAndCommitted(Ada, First, 10).AtRevealOfRound().Shown(Ada, First);
        story.After(365 * Day).TickedOut();

        story.Job.Phase.Should().Be(JobPhase.Defaulted);
        story.Job.Rounds!.Settled.Should().Be(5);
        story.PaidTo(Ada).Should().BeGreaterThan(0);
        story.PaidOut(1).Should().Be(story.Deposited(1));
    }

    /// <summary>φ·n! by its other definition: the marginal contributions over all orders.</summary>
    private static Int128[] Permuted(int members, Func<int[], long> value)
    {
        var phi = new Int128[members];
        foreach (int[] order in Orders([.. Enumerable.Range(0, members)]))
        {
            long before = 0;
            for (int i = 0; i < members; i++)
            {
                long after = value([.. order[..(i + 1)].Order()]);
                phi[order[i]] += after - before;
                before = after;
            }
        }

        return phi;
    }

    private static IEnumerable<int[]> Orders(int[] items) => items.Length == 0
        ? [[]]
        : items.SelectMany(first => Orders([.. items.Where(item => item != first)]).Select(rest => (int[])[first, .. rest]));

    private static (Address Client, StoryFile Weights)[] Crowd(int count) =>
        [.. Enumerable.Range(0, count).Select(i => (Address.Parse($"0x{0x1000 + i:x40}"), Along(0.2f + (0.02f * i), ((i % 5) - 2) * 0.03f)))];
}
