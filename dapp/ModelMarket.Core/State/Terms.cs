using System.Collections.Immutable;
using ModelMarket.Content;
using ModelMarket.Contracts;
using ModelMarket.Core.Judging;
using ModelMarket.Learning.Aggregation;
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

    /// <summary>Half of R4's pool by R1's shares, half by leave-one-out shares, where there are more than ten clients.</summary>
    public required bool Mixed { get; init; }

    public required uint FundedSeconds { get; init; }

    public required uint PrepareSeconds { get; init; }

    public required uint OpenSeconds { get; init; }

    public required uint RevealSeconds { get; init; }

    public required uint UploadSeconds { get; init; }

    public required uint SealedRevealSeconds { get; init; }

    public required uint ScoringSeconds { get; init; }

    public required ulong Target { get; init; }

    public required ulong MinImprovement { get; init; }

    /// <summary>R2: the score the best must reach.</summary>
    public required ulong WinnerThreshold { get; init; }

    public required ulong NormBoundMicros { get; init; }

    public required uint DuplicateThousandths { get; init; }

    /// <summary>ρ: pay is at most ρ · bond / 1000; 0 = no cap.</summary>
    public required uint StakeCapThousandths { get; init; }

    /// <summary>The least bond of a commitment; 0 = none is taken.</summary>
    public required UInt128 ClientBond { get; init; }

    public required Cid ModelCid { get; init; }

    public required ulong ModelSize { get; init; }

    /// <summary>The public validation data; null where the drawn groups of sealed data are public instead.</summary>
    public required Cid? DataCid { get; init; }

    public required ulong DataSize { get; init; }

    /// <summary>The sealed data; null if there is none.</summary>
    public required SealTerms? Seal { get; init; }

    /// <summary>Rounds of federated averaging; 0 elsewhere.</summary>
    public required uint Rounds { get; init; }

    public required AggregationRule Aggregator { get; init; }

    public required uint AggregatorParameter { get; init; }

    /// <summary>Part of the pool that the sealed final check of a rounds job pays.</summary>
    public required uint FinalThousandths { get; init; }

    /// <summary>Gate 5.</summary>
    public required ImmutableArray<SliceFloor> Floors { get; init; }

    public required Cid? TrainerCid { get; init; }

    public required ulong TrainerSize { get; init; }

    public required Cid? SchemaCid { get; init; }

    public required ulong SchemaSize { get; init; }

    public required string OutputName { get; init; }

    public required string Trainer { get; init; }

    public required string Title { get; init; }

    /// <summary>Whether commitments come with bonds.</summary>
    public bool IsBonded => ClientBond > 0;

    /// <summary>Whether submissions are decided together once all are in, as in every kind but the open one.</summary>
    public bool IsBatch => Kind != JobKind.Open;

    /// <summary>The most bytes the validation data can have, public and sealed.</summary>
    public ulong DataBytesMax => Seal?.BytesMax ?? DataSize;

    /// <summary>Places in the order of merit over the whole job: each commitment counted, and the replacements before it.</summary>
    public ulong PlacesMax => MaxSubmissions * Math.Max(1UL, Rounds) * (IsBonded || IsBatch ? 1UL + Limits.ReplacementsMax : 1UL);

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
        Floors = [.. Floors.Select(floor => new FloorTerms((FloorScope)floor.By, floor.Value, (Metric)floor.Metric, (long)floor.Floor))],
    };
}
