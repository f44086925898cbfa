using ModelMarket.Content;
using ModelMarket.Core.Judging;
using ModelMarket.Core.Payout;
using ModelMarket.Learning.Metrics;
using ModelMarket.Learning.Scoring;

namespace ModelMarket.Core.State;

/// <summary>A job's terms after they were checked: defaults filled in, CIDs read.</summary>
internal sealed record Terms
{
    public required ushort Version { get; init; }

    public required JobKind Kind { get; init; }

    public required PayRule PayRule { get; init; }

    public required byte Metric { get; init; }

    public required byte OutputKind { get; init; }

    public required bool DirectSubmit { get; init; }

    public required bool AcceptNoisy { get; init; }

    public required bool WholeModels { get; init; }

    public required bool SampleWeights { get; init; }

    public required uint PositiveClass { get; init; }

    public required uint EvalBatchRows { get; init; }

    public required uint MaxSubmissions { get; init; }

    public required uint PrepareSeconds { get; init; }

    public required uint OpenSeconds { get; init; }

    public required uint RevealSeconds { get; init; }

    public required uint UploadSeconds { get; init; }

    public required ulong Target { get; init; }

    public required ulong MinImprovement { get; init; }

    public required ulong NormBoundMicros { get; init; }

    public required uint DuplicateThousandths { get; init; }

    public required Cid ModelCid { get; init; }

    public required ulong ModelSize { get; init; }

    public required Cid DataCid { get; init; }

    public required ulong DataSize { get; init; }

    public required string OutputName { get; init; }

    public required string Trainer { get; init; }

    public required string Title { get; init; }

    /// <summary>The largest submission: twice the model (F32 weights of an F16 model) and a header, at most one declaration.</summary>
    public ulong WeightsBytesMax =>
        Math.Min((2 * ModelSize) + Limits.WeightsHeaderBytes, (ulong)Limits.DeclarationBytesMax);

    public JudgeTerms ForJudge() => new()
    {
        Metric = (Metric)Metric,
        OutputKind = (OutputKind)OutputKind,
        OutputName = OutputName,
        PositiveClass = (int)PositiveClass,
        EvalBatchRows = (int)EvalBatchRows,
        SampleWeights = SampleWeights,
        NormBoundMicros = NormBoundMicros,
        DuplicateThousandths = DuplicateThousandths,
        WholeModels = WholeModels,
    };

    public RecordTerms ForPay(bool higherIsBetter) => new(Target, MinImprovement, higherIsBetter);
}
