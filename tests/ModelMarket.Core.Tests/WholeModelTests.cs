using ModelMarket.Core.Tests.Stories;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tensors;
using static ModelMarket.Core.Tests.Stories.MarketStory;

namespace ModelMarket.Core.Tests;

/// <summary>Submissions that are whole ONNX models, where the terms take them.</summary>
public sealed class WholeModelTests
{
    private const ushort DirectNoisyWhole = 7;

    [Fact]
    public void Whole_model_scores_as_its_weights_do()
    {
        MarketStory story = Opened(DirectNoisyWhole);

        story.Submitted(Ada, Trained(0)).TickedOut();

        story.Submission(0).Decision!.Outcome.Should().Be(SubmissionOutcome.Paid);
        story.Submission(0).Decision!.Score.Should().Be(Opened(DirectNoisyWhole).Submitted(Ada, TinyFiles.Scaled(Trained(0), 1f)).TickedOut().Submission(0).Decision!.Score);
    }

    [Fact]
    public void Whole_model_is_refused_where_the_terms_do_not_take_one()
    {
        MarketStory story = Opened(DirectNoisyWhole - 4).Submitted(Ada, Trained(0)).TickedOut();

        story.Submission(0).Decision!.Outcome.Should().Be(SubmissionOutcome.FormatRefused);
    }

    [Fact]
    public void Model_that_takes_far_more_to_read_than_the_jobs_own_is_refused()
    {
        MarketStory story = Opened(DirectNoisyWhole);

        story.Submitted(Ada, Trained(60)).Submitted(Ben, Trained(500)).TickedOut();

        story.Submission(0).Decision!.Outcome.Should().Be(SubmissionOutcome.Paid, "some more is let through");
        story.Submission(1).Decision!.Outcome.Should().Be(SubmissionOutcome.FormatRefused);
    }

    private static MarketStory Opened(int flags) => new MarketStory().Funded(change: terms => terms with { Flags = (ushort)flags }).Prepared();

    /// <summary>The model with other weights, and so many texts that nobody needs.</summary>
    private static byte[] Trained(int texts)
    {
        var writer = new OnnxModelWriter(17);
        string x = writer.Input("x", ElementType.Float, -1, TinyFiles.Features);
        string w = writer.Initializer("w", Tensor.From<float>([.. Enumerable.Repeat(0.4f, TinyFiles.Features)], TinyFiles.Features, 1));
        string b = writer.Initializer("b", Tensor.From<float>([0f], 1));
        OnnxAttribute[] unread = texts == 0 ? [] : [new OnnxAttribute { Name = "t", Kind = OnnxAttributeKind.Strings, Strings = [.. Enumerable.Repeat("b", texts)] }];
        writer.Node("", "Gemm", [x, w, b], ["logit"], unread);
        writer.Output("logit", ElementType.Float, -1, 1);
        return writer.ToArray();
    }
}
