using ModelMarket.Cli.Modeling;
using ModelMarket.Cli.Presentation;
using ModelMarket.Contracts;
using ModelMarket.Core;
using ModelMarket.Core.Judging;
using ModelMarket.Core.Sealing;
using ModelMarket.Learning.Metrics;
using ModelMarket.Learning.Scoring;

namespace ModelMarket.Cli.Market;

/// <summary>Turns a draft into the terms of the wire: defaults that follow from the initial score are filled in here.</summary>
internal static class TermsBuilder
{
    private const ushort Version = 1;
    private const ushort DirectSubmitFlag = 1;
    private const ushort AcceptNoisyFlag = 2;
    private const ushort MixedFlag = 16;
    private const int DeviationsOfNoise = 2;

    // The error of a score on the drawn rows is known after the draw only; it varies about the one that the whole set suggests.
    private const double DrawMargin = 1.5;

    /// <summary>What the machine's judge reads of a draft.</summary>
    public static JudgeTerms ForJudge(JobDraft draft) => new()
    {
        Metric = (Metric)draft.Metric,
        OutputKind = (OutputKind)draft.OutputKind,
        OutputName = draft.Output,
        PositiveClass = (int)draft.PositiveClass,
        EvalBatchRows = (int)(draft.BatchRows == 0 ? Limits.EvalBatchRowsDefault : draft.BatchRows),
        SampleWeights = false,
        NormBoundMicros = draft.NormBoundMicros,
        DuplicateThousandths = draft.DuplicateThousandths,
        WholeModels = false,
    };

    /// <summary>The terms, without sizes and CIDs.</summary>
    /// <param name="draft">What the sponsor wants.</param>
    /// <param name="bench">Model and data, opened under <see cref="ForJudge"/>.</param>
    /// <param name="initial">The initial model's score.</param>
    public static JobTerms Build(JobDraft draft, Workbench bench, Score initial)
    {
        var whole = WholeWay(initial, bench.HigherIsBetter);
        var target = draft.Target ?? whole;
        if (target == 0)
        {
            throw CliFault.Usage("The initial model's score is perfect already: nothing is left to pay for.", "Set target, or start from another model.");
        }

        if (draft.MinImprovement > whole)
        {
            throw CliFault.Usage(
                $"min-improvement is {Units.Score((long)draft.MinImprovement.Value)}, but from {Units.Score(initial.Value)} the score can get better by {Units.Score((long)whole)} at most: nobody could be paid.",
                "Choose less, or leave it out.");
        }

        return default(JobTerms) with
        {
            Version = Version,
            Kind = draft.Kind,
            PayRule = draft.PayRule,
            Metric = draft.Metric,
            OutputKind = draft.OutputKind,
            Flags = (ushort)((draft.DirectSubmit ? DirectSubmitFlag : 0) | (draft.AcceptNoisy ? AcceptNoisyFlag : 0) | (draft.Mixed ? MixedFlag : 0)),
            PositiveClass = draft.PositiveClass,
            EvalBatchRows = draft.BatchRows,
            MaxSubmissions = draft.MaxSubmissions,
            PrepareSeconds = draft.PrepareSeconds,
            OpenSeconds = draft.OpenSeconds,
            RevealSeconds = draft.RevealSeconds,
            UploadSeconds = draft.UploadSeconds,
            FundedSeconds = draft.FundedSeconds,
            SealedRevealSeconds = draft.SealedRevealSeconds,
            ScoringSeconds = draft.ScoringSeconds,
            Rounds = draft.Rounds,
            Aggregator = draft.Aggregator,
            AggregatorParameter = draft.AggregatorParameter,
            FinalThousandths = draft.FinalThousandths,
            Target = target,
            MinImprovement = draft.MinImprovement ?? Noise(draft, bench, initial),
            WinnerThreshold = draft.WinnerThreshold,
            StakeCapThousandths = draft.StakeCapThousandths,
            NormBoundMicros = draft.NormBoundMicros,
            DuplicateThousandths = draft.DuplicateThousandths,
            ModelCid = [],
            DataCid = [],
            Floors = [.. draft.Floors],
            TrainerCid = [],
            SchemaCid = [],
            OutputName = draft.Output,
            Trainer = draft.Trainer,
            Title = draft.Title,
        };
    }

    private static ulong WholeWay(Score initial, bool higherIsBetter) =>
        (ulong)Math.Max(0, higherIsBetter ? MetricTraits.Scale - initial.Value : initial.Value);

    /// <summary>The terms with the seal of a sponsor's groups.</summary>
    public static JobTerms WithSeal(in JobTerms terms, SealedSecret secret) => terms with
    {
        SealedRoot = secret.Root,
        JobNonce = secret.Nonce,
        SealedGroups = (uint)secret.Groups.Count,
        SealedRows = secret.Rows,
        SealedGroupBytesMax = secret.GroupBytesMax,
    };

    /// <summary>Public rows at the start of the job: all, or those of the groups that will be drawn.</summary>
    public static long PublicRows(JobDraft draft, long rows) =>
        draft.IsSealed ? rows / draft.Groups * GroupDraw.CountOf((int)draft.Groups) : rows;

    // Below this many rows the machine asks for a least improvement of twice the standard error, so that is the default there.
    private static ulong Noise(JobDraft draft, Workbench bench, Score initial)
    {
        var publicRows = PublicRows(draft, bench.Data.RowCount);
        if (publicRows >= Limits.NoisyRows)
        {
            return 0;
        }

        var share = draft.IsSealed ? DrawMargin * Math.Sqrt((double)bench.Data.RowCount / Math.Max(1, publicRows)) : 1;
        return (ulong)Math.Ceiling(DeviationsOfNoise * initial.StandardError * share);
    }
}
