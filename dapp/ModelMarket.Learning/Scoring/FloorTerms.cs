using ModelMarket.Learning.Metrics;

namespace ModelMarket.Learning.Scoring;

/// <summary>One floor: a least score on a part of the rows (mechanism.md §4, gate 5).</summary>
/// <param name="By">How the rows are chosen.</param>
/// <param name="Value">The class or the slice.</param>
/// <param name="Metric">What is measured on those rows.</param>
/// <param name="Floor">The score, in the metric's integer, must be at least this good.</param>
public readonly record struct FloorTerms(FloorScope By, long Value, Metric Metric, long Floor)
{
    /// <summary>Whether <paramref name="score"/> is good enough.</summary>
    public bool IsMet(in Score score) => !score.IsWorst && (Metric.HigherIsBetter() ? score.Value >= Floor : score.Value <= Floor);
}
