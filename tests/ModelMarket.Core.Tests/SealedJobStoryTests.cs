using ModelMarket.Contracts;
using ModelMarket.Core.Inspect;
using ModelMarket.Core.Notices;
using ModelMarket.Core.Sealing;
using ModelMarket.Core.Tests.Stories;
using Rollup.Primitives;
using static ModelMarket.Core.Tests.Stories.MarketStory;

namespace ModelMarket.Core.Tests;

/// <summary>A sealed job from the draw to the last wei.</summary>
public sealed class SealedJobStoryTests
{
    private static readonly Address Nobody = Address.Parse("0x000000000000000000000000000000000000dEaD");
    private static readonly StoryFile Good = StoryFile.Of(TinyFiles.Weights(0.4f));
    private static readonly StoryFile Strong = StoryFile.Of(TinyFiles.Weights(0.8f));
    private static readonly StoryFile Bad = StoryFile.Of(TinyFiles.Weights(-0.8f));

    [Fact]
    public void Guaranteed_pay_goes_to_each_slot_by_the_hidden_groups_and_all_bonds_come_back()
    {
        MarketStory story = new MarketStory().Sealed().SealedPrepared()
            .BondedAndCommitted(Ada, Good, 10).BondedAndCommitted(Ben, Strong, 20).BondedAndCommitted(Cleo, Bad, 10);
        story.AtReveal().Shown(Ada, Good).Shown(Ben, Strong).Shown(Cleo, Bad);
        story.AtSealedReveal().GroupsRevealed().AtScoring().TickedOut();

        int[] hidden = [.. Enumerable.Range(0, GroupCount).Except(story.Job.Seal!.Drawn)];
        hidden.Should().HaveCount(14);
        long m0 = story.SealedScoreOf(TinyFiles.Weights(0f), hidden);
        story.Notices<ScoringStartedNotice>().Single().Should().BeEquivalentTo(new { M0 = m0, Defaulted = false });
        story.PaidTo(Ada).Should().Be(GuaranteedPay(m0 - story.SealedScoreOf(Good.Bytes, hidden)));
        story.PaidTo(Ben).Should().Be(GuaranteedPay(m0 - story.SealedScoreOf(Strong.Bytes, hidden)));
        story.PaidTo(Cleo).Should().Be(0);
        BatchSettledNotice settled = story.Notices<BatchSettledNotice>().Single();
        settled.Should().BeEquivalentTo(new { PayRule = 0, Pool = (UInt128)1_000, Slots = 8, M0 = m0, Defaulted = false, Paid = story.PaidTo(Ada) + story.PaidTo(Ben) });
        settled.Lines.Select(line => line.Pay).Should().Equal(settled.Lines.Select(line => GuaranteedPay((long)line.Improvement)));
        (story.RefundedTo(Ada), story.RefundedTo(Ben), story.RefundedTo(Cleo)).Should().Be(((UInt128)10, (UInt128)20, (UInt128)10));
        story.RefundedTo(Sponsor).Should().Be(1_300 - story.PaidTo(Ada) - story.PaidTo(Ben));
        story.PaidOut(1).Should().Be(story.Deposited(1));
        story.Job.Phase.Should().Be(JobPhase.Settled);
        story.Replay().StateRoot.Should().Be(story.Market.StateRoot);
    }

    [Fact]
    public void No_draw_sends_the_reward_back_and_burns_a_tenth_of_the_bond()
    {
        MarketStory story = new MarketStory().Sealed().Delivered(StoryFile.Of(TinyFiles.Model()));
        story.At(story.Job.Seal!.FundedEnd).TickedOut();

        story.Job.End!.Name.Should().Be(nameof(RejectCode.DrawMissing));
        story.PaidTo(Nobody).Should().Be(30);
        story.RefundedTo(Sponsor).Should().Be(1_270);
    }

    [Fact]
    public void Drawn_groups_that_are_not_opened_burn_a_tenth_of_the_bond()
    {
        MarketStory story = new MarketStory().Sealed().Delivered(StoryFile.Of(TinyFiles.Model())).Drawn();
        story.GroupsSent(story.Job.Seal!.Drawn.Skip(1)).At(story.Job.OpenStart!.Value).TickedOut();

        story.Job.End!.Name.Should().Be(nameof(RejectCode.GroupsMissing));
        story.PaidTo(Nobody).Should().Be(30);
        story.RefundedTo(Sponsor).Should().Be(1_270);
    }

    [Fact]
    public void Default_burns_a_reward_too_small_to_pay_who_passed()
    {
        MarketStory story = new MarketStory().Sealed(reward: 1, bond: 1).SealedPrepared().BondedAndCommitted(Ada, Strong, 10);
        story.AtReveal().Shown(Ada, Strong).AtScoring().TickedOut();

        story.Job.Phase.Should().Be(JobPhase.Defaulted);
        story.Submission(0).Decision!.Outcome.Should().Be(SubmissionOutcome.ImprovedUnpaid);
        story.PaidTo(Nobody).Should().Be(2);
        story.RefundedTo(Sponsor).Should().Be(0);
    }

    [Fact]
    public void Root_that_a_stranger_used_first_is_still_the_sponsors()
    {
        var story = new MarketStory();
        byte[] payload = new MarketStory().Sealed().Inputs[^1].Payload;
        MarketInputs.JobOpenedCall.TryDecode(payload, out MarketInputs.JobOpenedCall call).Should().BeTrue();
        Deposit[] deposits = [.. call.Deposits.Select(deposit => deposit with { Depositor = Stranger, Amount = 1 })];
        story.Send(Escrow, (call with { JobId = 77, Sponsor = Stranger, Deposits = deposits }).Encode());
        story.Ask<JobView>("jobs/77").End.Should().BeNull();

        story.Sealed().SealedPrepared();

        story.Job.Phase.Should().Be(JobPhase.Open);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(13)]
    public void Partial_or_missing_reveal_burns_the_sponsor_bond_and_pays_by_the_opened_groups(int revealed)
    {
        MarketStory story = new MarketStory().Sealed().SealedPrepared().BondedAndCommitted(Ada, Strong, 10).BondedAndCommitted(Ben, Bad, 10);
        story.AtReveal().Shown(Ada, Strong).Shown(Ben, Bad);
        story.AtSealedReveal().GroupsSent(story.Hidden.Take(revealed)).AtScoring().TickedOut();

        int[] drawn = [.. story.Job.Seal!.Drawn];
        long gain = story.SealedScoreOf(TinyFiles.Weights(0f), drawn) - story.SealedScoreOf(Strong.Bytes, drawn);
        story.Job.Phase.Should().Be(JobPhase.Defaulted);
        story.PaidTo(Ada).Should().Be(GuaranteedPay(gain));
        story.RefundedTo(Ada).Should().Be(10);
        story.RefundedTo(Ben).Should().Be(10);
        story.RefundedTo(Sponsor).Should().Be(0);
        story.PaidTo(Nobody).Should().Be(1_300 - story.PaidTo(Ada));
        story.PaidOut(1).Should().Be(story.Deposited(1));
    }

    [Fact]
    public void Default_when_nobody_improved_sends_the_reward_back_and_burns_the_bond()
    {
        MarketStory story = new MarketStory().Sealed().SealedPrepared().BondedAndCommitted(Ben, Bad, 10);
        story.AtReveal().Shown(Ben, Bad).AtScoring().TickedOut();

        story.PaidTo(Nobody).Should().Be(300);
        story.RefundedTo(Sponsor).Should().Be(1_000);
        story.RefundedTo(Ben).Should().Be(10);
    }

    [Fact]
    public void Without_valid_reveals_the_sponsor_owes_no_groups_and_the_unrevealed_lose_half()
    {
        MarketStory story = new MarketStory().Sealed().SealedPrepared().BondedAndCommitted(Ada, Good, 11);
        story.AtSealedReveal().TickedOut();

        story.RefundedTo(Sponsor).Should().Be(1_300);
        story.RefundedTo(Ada).Should().Be(6);
        story.PaidTo(Nobody).Should().Be(5);
        story.Job.End!.Name.Should().Be(nameof(RejectCode.NobodyImproved));
    }

    [Fact]
    public void Nothing_is_revealed_or_scored_before_its_time()
    {
        MarketStory story = new MarketStory().Sealed().SealedPrepared().BondedAndCommitted(Ada, Good, 10);
        Hash32 root = story.Market.StateRoot;

        story.Revealed(Ada, Good).IsRejected(RejectCode.PhaseClosed, root);
        story.GroupOpened(story.Hidden.First()).IsRejected(RejectCode.GroupNotDue, root);
        story.Ticked().IsRejected(RejectCode.NothingToDo, root);
        story.AtReveal().Shown(Ada, Good);
        root = story.Market.StateRoot;
        story.Ticked().IsRejected(RejectCode.NothingToDo, root);
        story.Submission(0).Decision.Should().BeNull();
    }

    [Fact]
    public void Groups_that_are_not_the_committed_ones_are_refused()
    {
        MarketStory story = new MarketStory().Sealed().Delivered(StoryFile.Of(TinyFiles.Model())).Drawn();
        int drawn = story.Job.Seal!.Drawn[0], other = story.Job.Seal.Drawn[1];
        Hash32 root = story.Market.StateRoot;

        story.GroupOpened(drawn, call => call with { Salt = Hash32.Zero }).IsRejected(RejectCode.GroupProofInvalid, root);
        story.GroupOpened(drawn, call => call with { Cid = story.Groups[other].Root.Encode() }).IsRejected(RejectCode.GroupProofInvalid, root);
        story.GroupOpened(drawn, call => call with { Proof = call.Proof[1..] }).IsRejected(RejectCode.GroupProofInvalid, root);
        story.GroupOpened(drawn, call => call with { Rows = call.Rows + 9 }).IsRejected(RejectCode.GroupSizeInvalid, root);
        story.GroupOpened(drawn, call => call with { Index = GroupCount }).IsRejected(RejectCode.GroupUnknown, root);
        story.GroupOpened(drawn, call => call with { Cid = [1, 2, 3] }).IsRejected(RejectCode.CidMalformed, root);
        story.GroupOpened(drawn).GroupOpened(drawn).Last.Rejection.Should().Be(RejectCode.GroupOpenedAlready);
        story.Drawn().Last.Rejection.Should().Be(RejectCode.DrawnAlready);
    }

    [Fact]
    public void Malformed_hidden_group_is_the_sponsors_default()
    {
        MarketStory story = new MarketStory().Sealed(spoil: (index, file) => index == 7 ? file[..^4] : file).Delivered(StoryFile.Of(TinyFiles.Model()));
        // A seed whose draw leaves group 7 hidden.
        Hash32 seed = Enumerable.Range(0, 100).Select(i => Keccak256.Hash([(byte)i])).First(candidate => !GroupDraw.Of(candidate, GroupCount).Contains(7));
        story.Drawn(seed).GroupsOpened().At(story.Job.Seal!.FundedEnd).TickedOut().BondedAndCommitted(Ada, Strong, 10);
        story.AtReveal().Shown(Ada, Strong).AtSealedReveal().GroupsRevealed().AtScoring().TickedOut();

        story.Job.Phase.Should().Be(JobPhase.Defaulted);
        story.PaidTo(Ada).Should().BeGreaterThan(0);
        story.Notices<ScoringStartedNotice>().Single().Detail.Should().NotBeEmpty();
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Largest_amounts_are_paid_to_the_last_wei(byte kind)
    {
        UInt128 reward = UInt128.MaxValue / 2, bond = UInt128.MaxValue / 4;
        MarketStory story = new MarketStory().Sealed(reward, terms => kind == 3 ? InRounds(terms, 1) : terms with { PayRule = 1 }, bond).SealedPrepared();
        if (kind == 3) story.AtRound(1).Played((Ada, Good), (Ben, Strong));
        else story.BondedAndCommitted(Ada, Good, 10).BondedAndCommitted(Ben, Strong, 10).AtReveal().Shown(Ada, Good).Shown(Ben, Strong);
        story.AtSealedReveal().GroupsRevealed().AtScoring().TickedOut();

        story.PaidTo(Ben).Should().BeGreaterThan(0);
        story.PaidOut(1).Should().Be(story.Deposited(1)).And.Be(reward + bond + 20);
    }

    [Fact]
    public void Bonds_below_the_terms_go_back_and_gas_only_commitments_are_refused()
    {
        MarketStory story = new MarketStory().Sealed().SealedPrepared();
        Hash32 root = story.Market.StateRoot;

        story.Committed(Ada, Good).IsRejected(RejectCode.BondRequired, root);
        story.BondedAndCommitted(Ada, Good, 9);
        story.RefundedTo(Ada).Should().Be(9);
        story.Notices<DepositReturnedNotice>().Single().Name.Should().Be(nameof(RejectCode.BondTooSmall));
        story.Job.Submissions.Should().Be(0);
    }

    [Fact]
    public void Replaced_commitments_free_their_slot_and_bond_three_times()
    {
        MarketStory story = new MarketStory().Sealed(change: terms => terms with { MaxSubmissions = 1 }).SealedPrepared();
        for (int i = 0; i < 4; i++) story.BondedAndCommitted(Ada, Good, 10);
        story.RefundedTo(Ada).Should().Be(30);
        story.BondedAndCommitted(Ada, Good, 10).RefundedTo(Ada).Should().Be(40);
        story.Notices<DepositReturnedNotice>().Single().Name.Should().Be(nameof(RejectCode.ReplacementsExhausted));
        story.BondedAndCommitted(Ben, Good, 10).RefundedTo(Ben).Should().Be(10);
        story.Notices<DepositReturnedNotice>().Last().Name.Should().Be(nameof(RejectCode.SubmissionsFull));
    }

    [Theory]
    [InlineData("bond below 30 %", nameof(RejectCode.SponsorBondTooSmall))]
    [InlineData("root used before", nameof(RejectCode.SealedRootUsed))]
    public void Jobs_that_break_the_rules_of_sealed_data_are_refunded_whole(string what, string code)
    {
        MarketStory story = new MarketStory();
        if (what == "root used before") story.Sealed();

        story.Sealed(bond: what == "root used before" ? 300UL : 299UL);

        story.Job.End!.Name.Should().Be(code);
        story.RefundedTo(Sponsor, story.JobId).Should().Be(story.Deposited(story.JobId));
    }

    public static TheoryData<string, Func<JobTerms, JobTerms>, RejectCode> AbsurdTerms() => new()
    {
        { "nineteen groups", terms => terms with { SealedGroups = 19 }, RejectCode.SealInvalid },
        { "fewer rows than groups", terms => terms with { SealedRows = 19 }, RejectCode.SealInvalid },
        { "no room in a group", terms => terms with { SealedGroupBytesMax = 0 }, RejectCode.SealInvalid },
        { "huge groups", terms => terms with { SealedGroupBytesMax = ulong.MaxValue }, RejectCode.SealInvalid },
        { "public data beside", terms => terms with { DataCid = terms.ModelCid, DataSize = 5 }, RejectCode.SealInvalid },
        { "kind open", terms => terms with { Kind = 1, PayRule = 5 }, RejectCode.SealInvalid },
        { "Shapley", terms => terms with { PayRule = 4 }, RejectCode.PayRuleUnknown },
        { "rounds", terms => terms with { Rounds = 2 }, RejectCode.RoundsInvalid },
        { "R0 without bonds", terms => terms with { ClientBond = 0 }, RejectCode.ClientBondInvalid },
        { "no time to draw", terms => terms with { FundedSeconds = 0 }, RejectCode.PhaseTooShort },
        { "no time to reveal", terms => terms with { SealedRevealSeconds = 0 }, RejectCode.PhaseTooShort },
        { "direct submit", terms => terms with { Flags = 3 }, RejectCode.FlagsUnknown },
        { "a floor on nothing known", terms => terms with { Floors = [new SliceFloor(2, 0, 1, 0)] }, RejectCode.FloorInvalid },
    };

    [Theory]
    [MemberData(nameof(AbsurdTerms))]
    public void Absurd_terms_send_reward_and_bond_back(string name, Func<JobTerms, JobTerms> change, RejectCode code)
    {
        MarketStory story = new MarketStory().Sealed(change: change);

        story.Job.End!.Name.Should().Be(code.ToString(), name);
        story.RefundedTo(Sponsor).Should().Be(1_300);
    }

    [Fact]
    public void Dry_run_estimates_the_slot_by_the_public_sample()
    {
        MarketStory story = new MarketStory().Sealed().SealedPrepared();
        var forecast = Core.Judging.DryRun.Of(story.Job, story.PublicJudge(), Good.Bytes, []);

        UInt128 slot = GuaranteedPay(story.Job.Prepared!.M0 - forecast.Score!.Value);
        forecast.Estimate.Should().Be(new Core.Payout.PayRange(slot, slot));
        forecast.Pay.Should().Be(new Core.Payout.PayRange(0, 125), "the hidden groups decide");
    }

    /// <summary>min(⌊B/N⌋, ⌊B·I/(N·D)⌋) with the story's eight slots, 1,000 and .4.</summary>
    private static UInt128 GuaranteedPay(long gain) => UInt128.Min(125, (UInt128)(1_000UL * (ulong)Math.Max(0, gain) / (8 * 400_000_000UL)));
}
