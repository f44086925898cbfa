using ModelMarket.Learning.Metrics;
using ModelMarket.Learning.Scoring;

namespace ModelMarket.Core.Judging;

/// <summary>What judging reads from a job's terms.</summary>
public sealed record JudgeTerms
{
    /// <summary>What is measured.</summary>
    public required Metric Metric { get; init; }

    /// <summary>What the scored output is.</summary>
    public required OutputKind OutputKind { get; init; }

    /// <summary>The graph output that is scored; empty = the first.</summary>
    public required string OutputName { get; init; }

    /// <summary>Index of the positive class of binary metrics.</summary>
    public required int PositiveClass { get; init; }

    /// <summary>Rows per evaluation batch.</summary>
    public required int EvalBatchRows { get; init; }

    /// <summary>Whether the data set's sample weights count.</summary>
    public required bool SampleWeights { get; init; }

    /// <summary>Gate 2: bound of the weight delta's L2 norm × 10⁶; 0 = none.</summary>
    public required ulong NormBoundMicros { get; init; }

    /// <summary>Gate 3: cosine threshold × 1000; 0 = exact copies only.</summary>
    public required uint DuplicateThousandths { get; init; }

    /// <summary>Whether a submission may be a whole ONNX model.</summary>
    public required bool WholeModels { get; init; }

    /// <summary>Gate 5: least scores on parts of the rows, in the order of the terms.</summary>
    public IReadOnlyList<FloorTerms> Floors { get; init; } = [];

    internal ScoringTerms ForScoring() => new()
    {
        Metric = Metric,
        OutputKind = OutputKind,
        OutputName = OutputName,
        PositiveClass = PositiveClass,
        BatchRows = EvalBatchRows,
        UseSampleWeights = SampleWeights,
    };
}
