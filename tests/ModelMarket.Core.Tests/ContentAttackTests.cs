using ModelMarket.Content;
using ModelMarket.Content.UnixFs;
using ModelMarket.Contracts;
using ModelMarket.Core.Tests.Stories;
using static ModelMarket.Core.Tests.Stories.MarketStory;

namespace ModelMarket.Core.Tests;

/// <summary>Who delivers content does not matter, and who delivers garbage delays nobody (mechanism.md §3 and §10).</summary>
public sealed class ContentAttackTests
{
    private static readonly StoryFile Good = StoryFile.Of(TinyFiles.Weights(0.4f));

    [Fact]
    public void Garbage_parts_from_a_stranger_delay_nobody()
    {
        MarketStory story = new MarketStory().Funded().Prepared().Committed(Ada, Good).Revealed(Ada, Good);
        uint size = (uint)Good.Size;

        story.Send(Stranger, new MarketInputs.PutPartCall(Good.Root.Encode(), size, 0, new byte[size / 2]).Encode());
        story.Send(Ada, new MarketInputs.PutPartCall(Good.Root.Encode(), size, 0, Good.Bytes[..50]).Encode());
        story.Send(Stranger, new MarketInputs.PutPartCall(Good.Root.Encode(), size, size / 2, new byte[size - (size / 2)]).Encode());
        story.Send(Ada, new MarketInputs.PutPartCall(Good.Root.Encode(), size, 50, Good.Bytes[50..]).Encode());

        story.TickedOut().PaidTo(Ada).Should().BeGreaterThan(UInt128.Zero);
    }

    [Fact]
    public void Part_out_of_order_is_refused()
    {
        MarketStory story = new MarketStory().Funded().Prepared().Committed(Ada, Good).Revealed(Ada, Good);
        var before = story.Market.StateRoot;

        story.Send(Ada, new MarketInputs.PutPartCall(Good.Root.Encode(), (uint)Good.Size, 10, [1]).Encode()).IsRejected(RejectCode.PartInvalid, before);
    }

    [Fact]
    public void Stranger_may_deliver_and_a_block_sent_twice_is_refused()
    {
        MarketStory story = new MarketStory().Funded().Prepared().Committed(Ada, Good).Revealed(Ada, Good).Delivered(Good, Stranger);

        story.Delivered(Good, Ada).Last.Rejection.Should().Be(RejectCode.BlockNotWanted);
        story.TickedOut().PaidTo(Ada).Should().BeGreaterThan(UInt128.Zero);
    }

    [Fact]
    public void One_leaf_linked_a_thousand_times_stays_within_its_declaration()
    {
        // A file of equal chunks is one leaf and a thousand links to it: the links are charged to its own quota.
        StoryFile zeros = StoryFile.Of(new byte[16_000], new ImportOptions(ChunkSize: 16));
        MarketStory story = new MarketStory().Funded().Prepared().SubmittedDirectly(Ada, zeros).Delivered(zeros);

        zeros.Blocks.Count.Should().BeLessThan(20);
        story.Results.Should().Contain(result => result.Rejection == RejectCode.QuotaExceeded);
        story.Submitted(Ben, Good).At(story.Submission(0).UploadBy).TickedOut();
        story.Submission(0).Decision!.Outcome.Should().Be(SubmissionOutcome.NotUploaded);
        story.PaidTo(Ben).Should().BeGreaterThan(UInt128.Zero);
    }

    [Fact]
    public void File_that_expands_beyond_its_declaration_is_refused()
    {
        StoryFile zeros = StoryFile.Of(new byte[16_000], new ImportOptions(ChunkSize: 16));
        MarketStory story = new MarketStory().Funded().Prepared();
        story.Send(Ada, new MarketInputs.SubmitCall(1, zeros.Root.Encode(), 100).Encode());
        var before = story.Market.StateRoot;

        story.Send(Ada, new MarketInputs.PutBlocksCall([new Block(zeros.Root.Encode(), zeros.Blocks[0].Data.ToArray())]).Encode()).IsRejected(RejectCode.QuotaExceeded, before);
    }

    [Fact]
    public void Squatted_quota_is_the_squatters_own()
    {
        MarketStory story = new MarketStory().Funded(change: terms => terms with { MaxSubmissions = 2 }).Prepared();
        StoryFile large = StoryFile.Of(Enumerable.Range(0, 18_000).Select(i => (byte)(i * 7)).ToArray());
        story.SubmittedDirectly(Ben, large);
        story.Last.Rejection.Should().BeOneOf(RejectCode.None, RejectCode.WeightsSizeInvalid);

        story.Submitted(Ada, Good).At(story.Job.LastDeadline!.Value).TickedOut();

        story.PaidTo(Ada).Should().BeGreaterThan(UInt128.Zero);
    }

    [Fact]
    public void Large_file_arrives_in_any_order_of_leaves()
    {
        byte[] model = [.. TinyFiles.DeepModel(8, 4_000)];
        StoryFile file = StoryFile.Of(model);
        MarketStory story = new MarketStory().Funded(model: model, data: TinyFiles.Data(20, 8));
        ContentBlock[] order = [file.Blocks[0], .. file.Blocks.Skip(1).Reverse()];

        story.Delivered(file with { Blocks = order }).Delivered(story.Data).TickedOut();

        file.Blocks.Count.Should().BeGreaterThan(2);
        story.Job.Phase.Should().Be(JobPhase.Open);
    }
}
