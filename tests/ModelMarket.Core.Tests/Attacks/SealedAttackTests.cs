using ModelMarket.Core.Tests.Stories;
using ModelMarket.Learning;
using ModelMarket.Learning.Data;
using Rollup.Primitives;
using static ModelMarket.Core.Tests.Stories.MarketStory;

namespace ModelMarket.Core.Tests.Attacks;

/// <summary>Who ends with what when somebody cheats in a sealed job (mechanism.md §10). The list of all attacks: tests/ATTACKS.md.</summary>
public sealed class SealedAttackTests
{
    private static readonly Address Nobody = Address.Parse("0x000000000000000000000000000000000000dEaD");
    private static readonly StoryFile Strong = StoryFile.Of(TinyFiles.Weights(0.8f));

    [Fact]
    public void Half_garbage_among_the_hidden_groups_shows_in_the_draw_and_costs_no_client_its_bond()
    {
        MarketStory story = new MarketStory().Sealed(spoil: static (index, file) => index % 2 == 1 ? Flipped(file) : file).SealedPrepared().BondedAndCommitted(Ada, Strong, 10);
        int[] drawn = [.. story.Job.Seal!.Drawn];
        drawn.Count(index => index % 2 == 1).Should().BeInRange(1, 5, "a draw that misses the garbage has a chance of half a percent");
        story.Job.Seal.HalfBadMissedMillionths.Should().BeLessThan(5_500);
        story.AtReveal().Shown(Ada, Strong).AtSealedReveal().GroupsRevealed().AtScoring().TickedOut();

        int[] hidden = [.. Enumerable.Range(0, GroupCount).Except(drawn)];
        long gain = story.SealedScoreOf(TinyFiles.Weights(0f), hidden) - story.SealedScoreOf(Strong.Bytes, hidden);
        story.PaidTo(Ada).Should().Be(SlotPay(gain), "she is paid by the rows that were committed, garbage or not");
        story.RefundedTo(Ada).Should().Be(10);
        story.RefundedTo(Sponsor).Should().Be(1_300 - story.PaidTo(Ada));
        story.PaidTo(Nobody).Should().Be(0);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void A_weight_that_is_no_number_earns_nothing_and_costs_half_the_bond(float value)
    {
        MarketStory story = Played(StoryFile.Of(TinyFiles.WeightsWith(value)));

        story.Submission(0).Decision!.Outcome.Should().Be(SubmissionOutcome.FormatRefused);
        Ends(story, ada: 5, ben: 10, burned: 5);
    }

    [Fact]
    public void An_output_that_is_no_number_earns_nothing_and_costs_no_bond()
    {
        MarketStory story = Played(StoryFile.Of(TinyFiles.Weights(3e38f)));

        story.Submission(0).Decision!.Outcome.Should().Be(SubmissionOutcome.NotFinite);
        Ends(story, ada: 10, ben: 10, burned: 0);
    }

    [Fact]
    public void A_delta_of_zero_is_a_copy_of_the_public_model_and_costs_the_whole_bond()
    {
        MarketStory story = Played(StoryFile.Of(TinyFiles.Weights(0f)));

        story.Submission(0).Decision!.Outcome.Should().Be(SubmissionOutcome.ExactDuplicate);
        Ends(story, ada: 0, ben: 10, burned: 10);
    }

    [Fact]
    public void The_same_weights_from_two_who_could_not_have_seen_each_other_cost_no_bond()
    {
        MarketStory story = Played(Strong);

        story.Submission(1).Decision!.Outcome.Should().Be(SubmissionOutcome.ExactDuplicate);
        story.PaidTo(Ada).Should().NotBe(UInt128.Zero);
        story.PaidTo(Ben).Should().Be(0);
        (story.RefundedTo(Ada), story.RefundedTo(Ben), story.PaidTo(Nobody)).Should().Be(((UInt128)10, (UInt128)10, UInt128.Zero));
    }

    [Fact]
    public void Reordered_commitments_swap_who_is_the_copy_and_nothing_else()
    {
        UInt128[] pays = [.. new[] { false, true }.Select(swapped =>
        {
            MarketStory story = new MarketStory().Sealed().SealedPrepared();
            (Address first, Address second) = swapped ? (Ben, Ada) : (Ada, Ben);
            story.BondedAndCommitted(first, Strong, 10).BondedAndCommitted(second, Strong, 10).AtReveal().Shown(Ada, Strong).Shown(Ben, Strong);
            story.AtSealedReveal().GroupsRevealed().AtScoring().TickedOut();
            story.PaidTo(second).Should().Be(0, "the order of the commitments decides, whatever the order of the reveals");
            return story.PaidTo(first);
        })];

        pays[0].Should().Be(pays[1]).And.NotBe(UInt128.Zero);
    }

    // Ada brings the file, Ben an honest one.
    private static MarketStory Played(StoryFile ada)
    {
        MarketStory story = new MarketStory().Sealed().SealedPrepared().BondedAndCommitted(Ada, ada, 10).BondedAndCommitted(Ben, Strong, 10);
        return story.AtReveal().Shown(Ada, ada).Shown(Ben, Strong).AtSealedReveal().GroupsRevealed().AtScoring().TickedOut();
    }

    private static void Ends(MarketStory story, UInt128 ada, UInt128 ben, UInt128 burned)
    {
        story.PaidTo(Ada).Should().Be(0);
        story.PaidTo(Ben).Should().NotBe(UInt128.Zero, "whatever Ada does");
        (story.RefundedTo(Ada), story.RefundedTo(Ben), story.PaidTo(Nobody)).Should().Be((ada, ben, burned));
        story.RefundedTo(Sponsor).Should().Be(1_300 - story.PaidTo(Ben));
        story.PaidOut(1).Should().Be(story.Deposited(1));
    }

    // ⌊1000·I/(8·D)⌋, at most ⌊1000/8⌋.
    private static UInt128 SlotPay(long gain)
    {
        if (gain <= 1_000_000) return 0;
        return (UInt128)Math.Min(1_000L / 8, 1_000L * gain / (8 * 400_000_000L));
    }

    private static byte[] Flipped(byte[] file)
    {
        DataSet.TryDecode(file, out DataSet? rows, out LearningFault fault).Should().BeTrue(fault.Detail);
        foreach (ref long label in rows!.Targets.Int64s) label = 1 - label;
        return rows.Encode();
    }
}
