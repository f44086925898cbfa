using ModelMarket.Contracts;
using ModelMarket.Core.Inspect;
using ModelMarket.Core.Notices;
using ModelMarket.Core.Tests.Stories;
using Rollup.Primitives;
using static ModelMarket.Core.Tests.Stories.MarketStory;

namespace ModelMarket.Core.Tests;

/// <summary>Money that cannot be used is accepted and goes back by voucher, with the reason in a notice.</summary>
public sealed class RefusedJobTests
{
    public static TheoryData<string, Func<JobTerms, JobTerms>, RejectCode> AbsurdTerms() => new()
    {
        { "version", terms => terms with { Version = 2 }, RejectCode.TermsVersionUnknown },
        { "kind", terms => terms with { Kind = 9 }, RejectCode.KindUnknown },
        { "pay rule", terms => terms with { PayRule = 0 }, RejectCode.PayRuleUnknown },
        { "metric", terms => terms with { Metric = 99 }, RejectCode.MetricUnknown },
        { "output kind", terms => terms with { OutputKind = 4 }, RejectCode.OutputKindUnknown },
        { "positive class", terms => terms with { PositiveClass = uint.MaxValue }, RejectCode.OutputKindUnknown },
        { "flags", terms => terms with { Flags = 0x8000 }, RejectCode.FlagsUnknown },
        { "batch", terms => terms with { EvalBatchRows = uint.MaxValue }, RejectCode.BatchRowsInvalid },
        { "no submissions", terms => terms with { MaxSubmissions = 0 }, RejectCode.MaxSubmissionsInvalid },
        { "many submissions", terms => terms with { MaxSubmissions = 257 }, RejectCode.MaxSubmissionsInvalid },
        { "no target", terms => terms with { Target = 0 }, RejectCode.TargetInvalid },
        { "huge target", terms => terms with { Target = 1UL << 48 }, RejectCode.TargetInvalid },
        { "huge improvement", terms => terms with { MinImprovement = ulong.MaxValue }, RejectCode.MinImprovementInvalid },
        { "threshold", terms => terms with { DuplicateThousandths = 1_001 }, RejectCode.DuplicateThresholdInvalid },
        { "no time to prepare", terms => terms with { PrepareSeconds = 0 }, RejectCode.PhaseTooShort },
        { "no time to reveal", terms => terms with { RevealSeconds = 0 }, RejectCode.PhaseTooShort },
        { "a century", terms => terms with { OpenSeconds = uint.MaxValue, RevealSeconds = uint.MaxValue }, RejectCode.DurationTooLong },
        { "title", terms => terms with { Title = new string('x', 201) }, RejectCode.TextTooLong },
        { "title in bytes", terms => terms with { Title = new string('ß', 101) }, RejectCode.TextTooLong },
        { "CID", terms => terms with { ModelCid = [1, 2] }, RejectCode.CidMalformed },
        { "empty model", terms => terms with { ModelSize = 0 }, RejectCode.ContentSizeInvalid },
        { "endless data", terms => terms with { DataSize = ulong.MaxValue }, RejectCode.ContentSizeInvalid },
        { "machine", terms => terms with { ModelSize = 4 << 20, MaxSubmissions = 256 }, RejectCode.MachineFull },
    };

    [Theory]
    [MemberData(nameof(AbsurdTerms))]
    public void Absurd_terms_send_the_deposit_back(string name, Func<JobTerms, JobTerms> change, RejectCode code)
    {
        MarketStory story = new MarketStory().Funded(UInt128.MaxValue, change);

        story.Last.Rejection.Should().Be(RejectCode.None, name);
        story.RefundedTo(Sponsor).Should().Be(UInt128.MaxValue);
        story.Job.End!.Code.Should().Be((ushort)code, name);
        story.Notices<DepositReturnedNotice>().Single().Name.Should().Be(code.ToString());
        story.Ask<StateView>("state").ReservedBytes.Should().Be(Limits.JobStubBytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0x01")]
    [InlineData("0x0000000000000000000000000000000000000000000000000000000000000020")]
    public void Bytes_that_are_no_terms_send_the_deposit_back(string terms)
    {
        MarketStory story = new MarketStory().Opened(terms.Length == 0 ? [] : Hex.Decode(terms), ulong.MaxValue, new Deposit(0, Sponsor, 0, 5));

        story.Job.End!.Name.Should().Be(nameof(RejectCode.TermsMalformed));
        story.RefundedTo(Sponsor).Should().Be(5);
    }

    [Fact]
    public void Reclaim_within_thirty_days_of_the_last_deadline_sends_the_deposit_back()
    {
        ulong lastDeadline = Start + 100 + 1_000 + 200 + 300;
        MarketStory early = new MarketStory().Funded(reclaimAfter: lastDeadline + (30 * Day) - 1);
        MarketStory late = new MarketStory().Funded(reclaimAfter: lastDeadline + (30 * Day));

        early.Job.End!.Name.Should().Be(nameof(RejectCode.ReclaimTooEarly));
        late.Job.End.Should().BeNull();
    }

    [Fact]
    public void Job_without_a_reward_is_refused()
    {
        byte[] terms = (Terms with { ModelSize = 1, DataSize = 1, ModelCid = StoryFile.Of([1]).Root.Encode(), DataCid = StoryFile.Of([2]).Root.Encode() }).Encode();
        MarketStory story = new MarketStory().Opened(terms, Start + (365 * Day), new Deposit(0, Sponsor, 1, 50));

        story.Job.End!.Name.Should().Be(nameof(RejectCode.RewardMissing));
        story.Payments.Single().Should().Be(new StoryPayment(true, 1, 1, 0, Sponsor, 50));
    }

    [Fact]
    public void Bond_on_an_open_job_goes_back_and_the_job_goes_on()
    {
        MarketStory story = new MarketStory().Funded().ToppedUp(40, Ada, pot: 2);

        story.Payments.Single().Should().Be(new StoryPayment(true, 1, 2, 0, Ada, 40));
        story.Notices<DepositReturnedNotice>().Single().Name.Should().Be(nameof(RejectCode.PotClosed));
        story.Prepared().Job.Phase.Should().Be(JobPhase.Open);
    }

    [Fact]
    public void Bond_with_a_commitment_goes_back_and_the_commitment_counts()
    {
        StoryFile weights = StoryFile.Of(TinyFiles.Weights(0.4f));
        MarketStory story = new MarketStory().Funded().Prepared().BondedAndCommitted(Ada, weights, 40);

        story.Payments.Single().Should().Be(new StoryPayment(true, 1, 2, 0, Ada, 40));
        story.Revealed(Ada, weights).Delivered(weights).TickedOut();
        story.PaidTo(Ada).Should().BeGreaterThan(UInt128.Zero);
    }

    [Fact]
    public void Bond_with_a_commitment_that_cannot_be_taken_goes_back_with_the_reason()
    {
        StoryFile weights = StoryFile.Of(TinyFiles.Weights(0.4f));
        MarketStory story = new MarketStory().Funded().BondedAndCommitted(Ada, weights, 40);

        story.RefundedTo(Ada).Should().Be(40);
        story.Notices<DepositReturnedNotice>().Single().Name.Should().Be(nameof(RejectCode.PhaseClosed));
        story.Job.Submissions.Should().Be(0);
    }

    [Fact]
    public void Draw_of_a_job_without_sealed_data_is_refused()
    {
        MarketStory story = new MarketStory().Funded();
        Hash32 before = story.Market.StateRoot;

        story.Send(Escrow, new MarketInputs.DrawnCall(1, before).Encode()).IsRejected(RejectCode.PhaseClosed, before);
        story.Send(Ada, new MarketInputs.DrawnCall(1, before).Encode()).IsRejected(RejectCode.NotEscrow, before);
    }

    [Fact]
    public void Top_up_of_an_ended_job_goes_back()
    {
        MarketStory story = new MarketStory().Funded(change: terms => terms with { Kind = 9 }).ToppedUp(40, Ada);

        story.RefundedTo(Ada).Should().Be(40);
        story.Notices<DepositReturnedNotice>().Last().Name.Should().Be(nameof(RejectCode.JobEnded));
    }

    [Fact]
    public void Top_up_after_open_goes_back()
    {
        MarketStory story = new MarketStory().Funded().Prepared().Committed(Ada, StoryFile.Of(TinyFiles.Weights(0.4f)));

        story.At(story.Job.OpenEnd!.Value).ToppedUp(40, Ada);

        story.RefundedTo(Ada).Should().Be(40);
        story.Job.Money.Pool.Should().Be((UInt128)1_000);
    }

    [Fact]
    public void Top_up_after_reclaim_started_is_left_to_the_escrow()
    {
        MarketStory story = new MarketStory().Funded().ReclaimStarted().ToppedUp(40, Ada);

        story.Payments.Should().BeEmpty();
        story.Notices<DepositReturnedNotice>().Single().PaymentId.Should().BeNull();
    }

    [Fact]
    public void Top_up_of_an_unknown_job_is_refused()
    {
        MarketStory story = new MarketStory().Funded();

        story.ToppedUp(40, Ada, jobId: 9).Last.Rejection.Should().Be(RejectCode.JobUnknown);
    }

    [Fact]
    public void Second_job_of_the_same_number_is_refused()
    {
        MarketStory story = new MarketStory().Funded();
        byte[] again = story.Inputs[0].Payload;

        story.Send(Escrow, again).Last.Rejection.Should().Be(RejectCode.JobExists);
    }

    [Fact]
    public void Sixty_five_depositors_are_one_too_many()
    {
        MarketStory story = new MarketStory().Funded();
        for (int i = 1; i < Limits.DepositsPerJobMax; i++) story.ToppedUp(1, AddressOf(i));

        story.ToppedUp(7, AddressOf(99)).ToppedUp(9, AddressOf(1));

        story.RefundedTo(AddressOf(99)).Should().Be(7);
        story.RefundedTo(AddressOf(1)).Should().Be(UInt128.Zero);
    }

    [Fact]
    public void Noisy_job_needs_the_flag_that_accepts_it()
    {
        MarketStory story = new MarketStory().Funded(change: terms => terms with { Flags = 1 }, model: TinyFiles.Model(bias: 0.5f)).Prepared();

        story.Job.End!.Name.Should().Be(nameof(RejectCode.ScoreTooNoisy));
    }

    [Fact]
    public void Jobs_together_fit_the_machine_or_are_sent_back()
    {
        var story = new MarketStory();
        for (int i = 0; i < 20; i++) story.Funded(10, terms => terms with { ModelSize = 1 << 20, MaxSubmissions = 4 });

        story.Ask<StateView>("state").ReservedBytes.Should().BeLessThanOrEqualTo(Limits.MachineBytesMax);
        story.Notices<DepositReturnedNotice>().Should().OnlyContain(notice => notice.Name == nameof(RejectCode.MachineFull)).And.NotBeEmpty();
    }

    [Fact]
    public void Public_schedule_refuses_phases_of_seconds()
    {
        Genesis.TryParse("""{"version":1,"schedule":"public","operator":"0x0000000000000000000000000000000000000000","fees":[],"gio":false}"""u8, out Genesis? genesis, out string problem)
            .Should().BeTrue(problem);

        new MarketStory(genesis).Funded().Job.End!.Name.Should().Be(nameof(RejectCode.PhaseTooShort));
    }

    private static Address AddressOf(int number) => Address.Parse($"0x{number:x40}");
}
