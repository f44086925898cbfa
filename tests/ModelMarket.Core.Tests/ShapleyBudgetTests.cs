using ModelMarket.Core.Judging;
using ModelMarket.Core.Notices;
using ModelMarket.Core.Payout;
using ModelMarket.Core.Tests.Stories;
using ModelMarket.Learning.Tensors;
using ModelMarket.Learning.Weights;
using Rollup.Primitives;
using Xunit.Abstractions;

namespace ModelMarket.Core.Tests;

/// <summary>Exact Shapley values of ten clients within the machine's budget of one input, or over several with the same integers.</summary>
public sealed class ShapleyBudgetTests(ITestOutputHelper output)
{
    private const int Features = 30;
    private const int Rows = 171;

    [Fact]
    public void Ten_clients_of_a_logistic_regression_fit_one_input()
    {
        (MarketStory story, long[] work) = Play(TinyFiles.Model(Features), Limits.InputWorkMax);

        output.WriteLine($"logistic regression, {Rows} rows, ten clients: {work.Sum()} of {Limits.InputWorkMax} work units in {work.Length} input(s)");
        RoundSettledNotice notice = story.Notices<RoundSettledNotice>().Single();
        notice.Members.Should().HaveCount(10);
        notice.CoalitionScores.Should().HaveCount(1_023);
        work.Should().ContainSingle().Which.Should().BeLessThanOrEqualTo(Limits.InputWorkMax);
        Check(story, notice);
    }

    [Fact]
    public void Ten_clients_of_a_network_take_several_inputs_and_give_the_same_integers()
    {
        byte[] model = TinyFiles.DeepModel(Features, 16);
        (MarketStory metered, long[] work) = Play(model, Limits.InputWorkMax);
        (MarketStory whole, long[] once) = Play(model, 100 * Limits.InputWorkMax);

        output.WriteLine($"30-16-1 network, {Rows} rows, ten clients: {work.Sum()} work units in {work.Length} inputs of at most {Limits.InputWorkMax}");
        once.Should().ContainSingle();
        work.Length.Should().BeGreaterThan(1);
        work.Should().OnlyContain(done => done <= Limits.InputWorkMax);
        RoundSettledNotice notice = metered.Notices<RoundSettledNotice>().Single(), other = whole.Notices<RoundSettledNotice>().Single();
        notice.CoalitionScores.Should().Equal(other.CoalitionScores);
        notice.Lines.Should().Equal(other.Lines);
        notice.Round.Should().Be(other.Round);
        Check(metered, notice);
    }

    /// <summary>φ from the scores of the notice, and a few of these by the library alone.</summary>
    private static void Check(MarketStory story, RoundSettledNotice notice)
    {
        long start = notice.Round.StartScore!.Value;
        Int128[] values = [.. Enumerable.Range(0, 1_024).Select(mask => mask == 0 ? 0 : (Int128)(start - notice.CoalitionScores[Coalitions.PlaceOf(10, mask)]))];
        ShapleyValues.Of(10, [.. values]).Should().Equal(notice.Lines.Select(line => line.Phi!.Value));
        Judge judge = story.PublicJudge();
        notice.CoalitionScores[1].Should().Be(notice.Lines[0].Score, "one member alone is its own aggregate");
        notice.CoalitionScores[512].Should().Be(notice.Lines[9].Score);
        MarketStory.ScoreBy(judge, MarketStory.Decoded(judge, FileBytes(story))).Should().Be(notice.CoalitionScores[0]);
    }

    private static byte[] FileBytes(MarketStory story) => story.GlobalFile;

    private static (MarketStory Story, long[] Work) Play(byte[] model, long budget)
    {
        var story = new MarketStory(inputWorkMax: budget);
        story.RoundsOpened(1, terms => terms with { MaxSubmissions = 10, EvalBatchRows = Rows, MinImprovement = 0 }, model, TinyFiles.Data(Rows, Features));
        (Address Client, StoryFile Weights)[] turns = [.. Enumerable.Range(0, 10).Select(i => (Address.Parse($"0x{0x1000 + i:x40}"), Step(story, i)))];
        foreach ((Address client, StoryFile weights) in turns) story.BondedAndCommitted(client, weights, MarketStory.ClientBond);
        story.AtRevealOfRound();
        foreach ((Address client, StoryFile weights) in turns) story.Shown(client, weights);
        int before = story.TickReports().Count();
        story.AtScoringOfRound().TickedOut();
        return (story, [.. story.TickReports().Skip(before).Select(report => report.WorkDone!.Value)]);
    }

    /// <summary>A small step that helps: one weight of the last layer's input side moved towards the truth, in ten different ways.</summary>
    private static StoryFile Step(MarketStory story, int client)
    {
        Judge judge = story.PublicJudge();
        long start = MarketStory.ScoreBy(judge, null);
        var random = new Random(client);
        for (int attempt = 0; attempt < 1_000; attempt++)
        {
            WeightSet weights = judge.Initial.Copy();
            foreach (Tensor tensor in weights.Tensors)
            {
                foreach (ref float value in tensor.Floats) value += (random.NextSingle() - 0.5f) * 0.1f;
            }

            if (MarketStory.ScoreBy(judge, weights) < start) return StoryFile.Of(weights.Encode(WeightEncoding.F32));
        }

        throw new InvalidOperationException("No step of a thousand helped.");
    }
}
