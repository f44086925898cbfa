using ModelMarket.Core;
using ModelMarket.Core.Tests.Stories;
using Replay;
using Rollup.Primitives.Rollups;
using static ModelMarket.Core.Tests.Stories.MarketStory;

namespace ModelMarket.Dapp.Tests;

/// <summary>Inputs of whole jobs, for replays.</summary>
internal static class Stories
{
    /// <summary>Three paid improvements, a refund of the rest, and mistakes in between.</summary>
    public static MarketStory PaidJob()
    {
        var story = new MarketStory().Funded(1_000).Prepared();
        story.Submitted(Ada, TinyFiles.Weights(0.1f)).Send(Stranger, []).Submitted(Ben, TinyFiles.Weights(0.4f));
        story.Send(Stranger, [1, 2, 3, 4]).Submitted(Cleo, TinyFiles.Weights(0.8f)).TickedOut();
        return story.At(story.Job.OpenEnd!.Value).TickedOut();
    }

    /// <summary>A job whose every evaluation is more work than one input may do; its files are there.</summary>
    public static MarketStory LongJob(out StoryFile weights)
    {
        byte[] model = TinyFiles.DeepModel(8, 4_000);
        weights = StoryFile.Of(TinyFiles.Scaled(model, 0.5f));
        MarketStory story = new MarketStory().Funded(
            change: terms => terms with { EvalBatchRows = 64, MaxSubmissions = 2, DuplicateThousandths = 999, PrepareSeconds = 7_200, OpenSeconds = 7_200, UploadSeconds = 7_200 },
            model: model,
            data: TinyFiles.Data(2_000, 8));
        return story.Delivered(story.Model).Delivered(story.Data);
    }

    public static EvmAdvance[] Inputs(MarketStory story) => [.. story.Inputs.Select(input => Input(input.Context, input.Payload))];

    public static EvmAdvance Input(InputContext context, byte[] payload) => new(
        context.ChainId,
        context.AppContract,
        context.Sender,
        context.BlockNumber,
        context.BlockTimestamp,
        context.PrevRandao,
        context.InputIndex,
        payload);

    public static Recording Record(MarketStory story) =>
        ReplayRunner.Record(new MarketApplication(new Market(Genesis.Dev)), "state", Inputs(story));
}
