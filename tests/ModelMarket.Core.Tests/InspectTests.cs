using System.Text;
using System.Text.Json;
using ModelMarket.Core.Inspect;
using ModelMarket.Core.Tests.Stories;
using Rollup.Primitives;
using static ModelMarket.Core.Tests.Stories.MarketStory;

namespace ModelMarket.Core.Tests;

public sealed class InspectTests
{
    private static readonly byte[] Good = TinyFiles.Weights(0.4f);

    [Theory]
    [InlineData("")]
    [InlineData("job")]
    [InlineData("jobs/1/secrets")]
    public void Unknown_path_is_answered_with_what_there_is(string path)
    {
        Rejection(path).Code.Should().Be((ushort)RejectCode.PathUnknown);
    }

    [Theory]
    [InlineData("jobs/x")]
    [InlineData("jobs/-1")]
    [InlineData("jobs/99999999999999999999")]
    [InlineData("jobs?offset=-1")]
    [InlineData("jobs?offset=1?offset=2")]
    [InlineData("jobs?page=1")]
    [InlineData("jobs/1?at=-5")]
    [InlineData("jobs/1?at=")]
    [InlineData("clients/0x12")]
    [InlineData("blocks/zzz")]
    [InlineData("a/b/c/d/e")]
    public void Malformed_path_is_named(string path)
    {
        Rejection(path).Code.Should().Be((ushort)RejectCode.PathMalformed);
    }

    [Fact]
    public void A_job_can_be_looked_at_as_of_a_later_block_never_of_an_earlier_one()
    {
        MarketStory story = new MarketStory().Funded().Prepared();
        JobView now = story.Job;
        now.Phase.Should().Be(JobPhase.Open);

        JobView later = story.Ask<JobView>($"jobs/1?at={now.LastDeadline}");
        JobView earlier = story.Ask<JobView>($"jobs/1?at={now.Now - 1}");

        later.Should().BeEquivalentTo(new { Phase = JobPhase.Scoring, WorkDue = true, Now = now.LastDeadline!.Value });
        earlier.Now.Should().Be(now.Now);
    }

    [Fact]
    public void Inspect_changes_nothing()
    {
        MarketStory story = new MarketStory().Funded().Prepared().Submitted(Ada, Good);
        Hash32 before = story.Market.StateRoot;

        foreach (string path in (string[])["jobs", "jobs/1", "jobs/1/leaderboard", "jobs/1/submissions", "jobs/1/missing", $"clients/{Ada}", "state", "genesis", "nonsense"])
            story.Market.Inspect(path).Should().NotBeEmpty();

        story.Market.StateRoot.Should().Be(before);
    }

    [Fact]
    public void Missing_blocks_are_named_until_they_arrive()
    {
        MarketStory story = new MarketStory().Funded();
        MissingView before = story.Ask<MissingView>("jobs/1/missing");

        before.Declarations.Select(missing => missing.Purpose).Should().Equal("model", "data");
        before.Declarations[0].Blocks.Should().Equal(story.Model.Root.ToString());
        story.Prepared().Ask<MissingView>("jobs/1/missing").Total.Should().Be(0);
    }

    [Fact]
    public void Leaderboard_is_sorted_by_score_then_commitment()
    {
        MarketStory story = new MarketStory().Funded().Prepared();
        story.Submitted(Ada, TinyFiles.Weights(0.2f)).Submitted(Ben, TinyFiles.Weights(0.6f)).Submitted(Cleo, TinyFiles.Weights(0.4f)).TickedOut();

        LeaderboardView board = story.Ask<LeaderboardView>("jobs/1/leaderboard");

        board.Entries.Select(entry => entry.Sender).Should().Equal(Ben, Cleo, Ada);
        board.Entries.Select(entry => entry.Rank).Should().Equal(1, 2, 3);
    }

    [Fact]
    public void Client_sees_its_own_submissions()
    {
        MarketStory story = new MarketStory().Funded().Prepared().Submitted(Ada, Good).Submitted(Ben, TinyFiles.Weights(0.5f));

        story.Ask<ClientView>($"clients/{Ben}").Submissions.Single().Id.Should().Be(1);
    }

    [Fact]
    public void Long_lists_are_paged()
    {
        var story = new MarketStory();
        for (int i = 0; i < 120; i++) story.Funded(5, terms => terms with { Kind = 9 });

        var first = story.Ask<JobListView>("jobs");
        var last = story.Ask<JobListView>("jobs?offset=100");

        (first.Total, first.Jobs.Count, first.Next).Should().Be((120, 50, 50));
        (last.Jobs.Count, last.Next).Should().Be((20, null));
        story.Ask<JobListView>("jobs?offset=2000000000").Jobs.Should().BeEmpty();
    }

    [Fact]
    public void Best_weights_can_be_fetched_after_the_end()
    {
        MarketStory story = new MarketStory().Funded().Prepared().Submitted(Ada, Good).TickedOut();
        story.At(story.Job.OpenEnd!.Value).TickedOut();

        story.Ask<BlockView>($"blocks/{story.Job.BestWeightsCid}").Data.Should().Equal(Good);
    }

    [Fact]
    public void Best_model_itself_is_kept_with_its_weights()
    {
        MarketStory story = new MarketStory().Funded().Prepared().Submitted(Ada, Good).TickedOut();
        story.At(story.Job.OpenEnd!.Value).TickedOut();

        story.Ask<BlockView>($"blocks/{story.Model.Root}").Data.Should().Equal(story.Model.Bytes);
        RejectionOf(story, $"blocks/{story.Data.Root}").Code.Should().Be((ushort)RejectCode.BlockUnknown);
    }

    [Fact]
    public void Answer_beyond_one_report_comes_in_parts()
    {
        byte[] model = TinyFiles.DeepModel(8, 30_000);
        MarketStory story = new MarketStory().Funded(model: model);
        StoryFile whole = StoryFile.Of(model, new Content.UnixFs.ImportOptions(ChunkSize: 1 << 20));
        story.Funded(model: model, change: terms => terms with { ModelCid = whole.Root.Encode() });
        Content.ContentBlock leaf = whole.Blocks[^1];
        story.Delivered(whole with { Blocks = [whole.Blocks[0]] });
        for (int at = 0; at < leaf.Data.Length; at += 60_000)
        {
            byte[] part = leaf.Data.Slice(at, Math.Min(60_000, leaf.Data.Length - at)).ToArray();
            story.Send(Sponsor, new Contracts.MarketInputs.PutPartCall(leaf.Cid.Encode(), (uint)leaf.Data.Length, (uint)at, part).Encode());
        }

        IReadOnlyList<byte[]> reports = story.Market.Inspect($"blocks/{leaf.Cid}");

        reports.Count.Should().Be(2);
        reports.Should().OnlyContain(report => report.Length <= Limits.ReportBytesMax);
        story.Ask<BlockView>($"blocks/{leaf.Cid}").Data.Should().Equal(leaf.Data.ToArray());
    }

    [Fact]
    public void Amounts_are_decimal_text()
    {
        MarketStory story = new MarketStory().Funded(UInt128.MaxValue);

        Encoding.UTF8.GetString(story.Market.Inspect("jobs/1").Single()).Should().Contain("\"pool\":\"340282366920938463463374607431768211455\"");
    }

    [Fact]
    public void Genesis_is_answered_as_it_was_given()
    {
        new MarketStory().Market.Inspect("genesis").Single().Should().Equal(Genesis.Dev.Encode());
    }

    private static RejectionReport Rejection(string path) => RejectionOf(new MarketStory().Funded(), path);

    private static RejectionReport RejectionOf(MarketStory story, string path) =>
        JsonSerializer.Deserialize(story.Market.Inspect(path).Single(), MarketJson.Default.RejectionReport)!;
}
