using System.Text;
using ModelMarket.Core.Inspect;
using ModelMarket.Core.Tests.Stories;
using Rollup.Primitives;
using static ModelMarket.Core.Tests.Stories.MarketStory;

namespace ModelMarket.Core.Tests;

/// <summary>Resources of mechanism.md §8, for sealed jobs and for jobs in rounds: room in the machine, the fee, pruning.</summary>
public sealed class ResourceTests
{
    private static readonly Address Operator = Address.Parse("0x00000000000000000000000000000000000000ee");
    private static readonly StoryFile Good = StoryFile.Of(TinyFiles.Weights(0.4f));

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Job_for_which_the_machine_has_no_room_goes_back_whole_and_fits_when_another_is_over(byte kind)
    {
        var story = new MarketStory();
        for (int rows = 100; story.JobId == 0 || story.Job.End is null; rows++) Open(story, kind, rows, 128);
        ulong refused = story.JobId;

        story.Job.End!.Name.Should().Be(nameof(RejectCode.MachineFull));
        story.RefundedTo(Sponsor).Should().Be(1_300);
        refused.Should().BeGreaterThan(2);
        StateView full = story.Ask<StateView>("state");
        full.ReservedBytes.Should().BeLessThanOrEqualTo(full.CapacityBytes);

        // Nobody draws for the first job: it is abandoned and gives its room back.
        story.After(61).Ticked(1);
        Open(story, kind, 500, 128);
        story.Job.End.Should().BeNull();
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Fee_leaves_the_reward_once_and_every_pot_is_conserved(byte kind)
    {
        MarketStory story = Play(new MarketStory(WithFee(100_000)), kind, reward: 1_000_000);
        UInt128 fee = story.PaidTo(Operator);

        fee.Should().BeGreaterThan(0);
        story.Job.Money.Fee.Should().Be(fee);
        story.Job.Money.Pool.Should().Be(1_000_000 - fee);
        story.PaidTo(Ada).Should().BeGreaterThan(0);
        story.PaidOut(1).Should().Be(story.Deposited(1));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Ended_job_keeps_its_best_weights_for_thirty_days_and_then_a_digest(byte kind)
    {
        MarketStory story = Play(new MarketStory(), kind, reward: 1_000);
        string best = story.Job.BestWeightsCid!;
        Has(story, best).Should().BeTrue();
        ulong ended = story.Job.End!.At;
        Hash32 root = story.Market.StateRoot;

        story.At(ended + Limits.PruneAfterSeconds - 1).Ticked().IsRejected(RejectCode.NothingToDo, root);
        story.At(ended + Limits.PruneAfterSeconds).TickedOut();

        Has(story, best).Should().BeFalse();
        story.Ask<StateView>("state").ReservedBytes.Should().Be(Limits.JobStubBytes);
        story.Job.Submissions.Should().Be(0);
        story.Job.Phase.Should().Be(JobPhase.Settled);
        story.Market.StateRoot.Should().NotBe(root);
        story.Replay().StateRoot.Should().Be(story.Market.StateRoot);
    }

    [Fact]
    public void Replaced_commitments_have_their_room_without_bonds_too()
    {
        long Reserved(UInt128 bond)
        {
            var story = new MarketStory();
            story.Sealed(change: terms => terms with { PayRule = 1, ClientBond = bond });
            return story.Ask<StateView>("state").ReservedBytes;
        }

        Reserved(0).Should().Be(Reserved(10));
    }

    private static bool Has(MarketStory story, string cid) =>
        !Encoding.UTF8.GetString(story.Market.Inspect($"blocks/{cid}").Single()).Contains(nameof(RejectCode.BlockUnknown), StringComparison.Ordinal);

    private static MarketStory Play(MarketStory story, byte kind, UInt128 reward)
    {
        story.Sealed(reward, terms => kind == 3 ? InRounds(terms, 1) : terms, reward * 3 / 10).SealedPrepared();
        if (kind == 3)
        {
            story.AtRound(1).Played((Ada, Good));
        }
        else
        {
            story.BondedAndCommitted(Ada, Good, 10).AtReveal().Shown(Ada, Good);
        }

        return story.AtSealedReveal().GroupsRevealed().AtScoring().TickedOut();
    }

    private static void Open(MarketStory story, byte kind, int rows, uint clients) => story.Sealed(
        change: terms => (kind == 3 ? InRounds(terms, 2) : terms) with { MaxSubmissions = clients, ModelSize = 30_000 }, rows: rows);

    private static Genesis WithFee(UInt128 perMiBDay)
    {
        string json = $$"""{"version":1,"schedule":"dev","operator":"{{Operator}}","fees":[{"token":"{{Token}}","perMiBDay":"{{perMiBDay}}"}],"gio":false}""";
        Genesis.TryParse(Encoding.UTF8.GetBytes(json), out Genesis? genesis, out string problem).Should().BeTrue(problem);
        return genesis!;
    }
}
