using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Metrics;

namespace ModelMarket.Learning.Scoring;

/// <summary>What the parts of a scoring run cost in work units.</summary>
/// <param name="BatchMove">Moving one batch in and reducing its outputs, per row.</param>
/// <param name="Final">Sums or the sort at the end.</param>
/// <param name="Total">Everything.</param>
/// <param name="Largest">The largest indivisible step.</param>
internal readonly record struct ScoringWork(long BatchMove, long Final, long Total, long Largest)
{
    public static ScoringWork Of(ScoringPlans plans, Metric metric, int rows)
    {
        long perRow = plans.InputElementsPerRow * WorkWeights.Moved
            + (plans.Width * (WorkWeights.Element + (metric == Metric.LogLoss ? WorkWeights.Transcendental : 0)))
            + WorkWeights.Transcendental;
        long depth = 64 - System.Numerics.BitOperations.LeadingZeroCount((ulong)rows);
        // Sums go over the row's integers twice (value and error) in wide arithmetic.
        long final = WorkWeights.Node + (metric == Metric.RocAuc ? rows * depth * WorkWeights.SortStep : (long)rows * plans.Width * 8 * WorkWeights.Division);
        // Each plan is at most PlanWorkMax, their sum over the batches may be beyond 64 bits: then it is more than any budget anyway.
        Int128 sum = (Int128)final + ((Int128)rows * perRow) + ((Int128)plans.FullBatches * plans.Full.TotalWork) + (plans.Last?.TotalWork ?? 0);
        long total = (long)Int128.Min(sum, LearningLimits.PlanWorkMax);
        long largest = Math.Max(Math.Max(final, plans.BatchRows * perRow), Math.Max(plans.Full.LargestNodeWork, plans.Last?.LargestNodeWork ?? 0));
        return new ScoringWork(perRow, final, total, largest);
    }
}
