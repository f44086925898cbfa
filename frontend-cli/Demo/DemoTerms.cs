using ModelMarket.Cli.Market;
using ModelMarket.Cli.Modeling;
using Rollup.Primitives;

namespace ModelMarket.Cli.Demo;

/// <summary>The terms of the demo's job.</summary>
internal static class DemoTerms
{
    private const uint Minute = 60;
    private const uint MaxSubmissions = 8;
    private const ulong MinImprovement = 1_000_000;

    /// <summary>The draft: log-loss of one logit, the whole way to a perfect score earns the whole reward.</summary>
    public static JobDraft Draft(string title, string reward, Address token, string trainer) => new(
        title,
        Model: string.Empty,
        Data: string.Empty,
        Label: null,
        reward,
        token,
        Metric: 0,
        DenseNetwork.OutputName,
        OutputKind: 0,
        PositiveClass: 1,
        Target: null,
        MinImprovement,
        MaxSubmissions,
        PrepareSeconds: 10 * Minute,
        OpenSeconds: 60 * Minute,
        RevealSeconds: 10 * Minute,
        UploadSeconds: 10 * Minute,
        trainer,
        BatchRows: 0,
        NormBoundMicros: 0,
        DuplicateThousandths: 0,
        DirectSubmit: false,
        AcceptNoisy: false);
}
