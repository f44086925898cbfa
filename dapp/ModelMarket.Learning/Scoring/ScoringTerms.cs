using ModelMarket.Learning.Metrics;

namespace ModelMarket.Learning.Scoring;

/// <summary>How a job scores: what numerics.md §3 says the terms name.</summary>
public sealed record ScoringTerms
{
    /// <summary>Rows of a batch where nothing else is said.</summary>
    public const int DefaultBatchRows = 64;

    /// <summary>What is measured.</summary>
    public required Metric Metric { get; init; }

    /// <summary>What the output is.</summary>
    public required OutputKind OutputKind { get; init; }

    /// <summary>The graph output that is scored; empty: the first.</summary>
    public string OutputName { get; init; } = "";

    /// <summary>Column of the positive class (F1, ROC AUC).</summary>
    public int PositiveClass { get; init; } = 1;

    /// <summary>Rows evaluated together; 0: <see cref="DefaultBatchRows"/>. A model with a fixed first dimension decides itself.</summary>
    public int BatchRows { get; init; }

    /// <summary>Whether the data set's <c>weight</c> counts (log-loss, accuracy and the regression metrics).</summary>
    public bool UseSampleWeights { get; init; }

    /// <summary>The label of each output column in order; empty: column i is label i.</summary>
    public IReadOnlyList<long> ClassOrder { get; init; } = [];
}
