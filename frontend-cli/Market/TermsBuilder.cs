using ModelMarket.Cli.Modeling;
using ModelMarket.Contracts;
using ModelMarket.Core;
using ModelMarket.Core.Judging;
using ModelMarket.Learning.Metrics;
using ModelMarket.Learning.Scoring;

namespace ModelMarket.Cli.Market;

/// <summary>Turns a draft into the terms of the wire: defaults that follow from the initial score are filled in here.</summary>
internal static class TermsBuilder
{
    private const ushort Version = 1;
    private const byte KindOpen = 1;
    private const byte SequentialRecords = 5;
    private const ushort DirectSubmitFlag = 1;
    private const ushort AcceptNoisyFlag = 2;
    private const int DeviationsOfNoise = 2;

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
        var target = draft.Target ?? WholeWay(initial, bench.HigherIsBetter);
        if (target == 0)
        {
            throw CliFault.Usage("The initial model's score is perfect already: nothing is left to pay for.", "Set target, or start from another model.");
        }

        return default(JobTerms) with
        {
            Version = Version,
            Kind = KindOpen,
            PayRule = SequentialRecords,
            Metric = draft.Metric,
            OutputKind = draft.OutputKind,
            Flags = (ushort)((draft.DirectSubmit ? DirectSubmitFlag : 0) | (draft.AcceptNoisy ? AcceptNoisyFlag : 0)),
            PositiveClass = draft.PositiveClass,
            EvalBatchRows = draft.BatchRows,
            MaxSubmissions = draft.MaxSubmissions,
            PrepareSeconds = draft.PrepareSeconds,
            OpenSeconds = draft.OpenSeconds,
            RevealSeconds = draft.RevealSeconds,
            UploadSeconds = draft.UploadSeconds,
            Target = target,
            MinImprovement = draft.MinImprovement ?? Noise(bench, initial),
            NormBoundMicros = draft.NormBoundMicros,
            DuplicateThousandths = draft.DuplicateThousandths,
            ModelCid = [],
            DataCid = [],
            Floors = [],
            TrainerCid = [],
            SchemaCid = [],
            OutputName = draft.Output,
            Trainer = draft.Trainer,
            Title = draft.Title,
        };
    }

    private static ulong WholeWay(Score initial, bool higherIsBetter) =>
        (ulong)Math.Max(0, higherIsBetter ? MetricTraits.Scale - initial.Value : initial.Value);

    // Below this many rows the machine asks for a least improvement of twice the standard error, so that is the default there.
    private static ulong Noise(Workbench bench, Score initial) =>
        bench.Data.RowCount < Limits.NoisyRows ? (ulong)(DeviationsOfNoise * initial.StandardError) : 0;
}
