using ModelMarket.Learning.Metrics;
using ModelMarket.Learning.Scoring;
using ModelMarket.Learning.Weights;

namespace ModelMarket.Learning.Aggregation;

/// <summary>What a smaller encoding of a submission costs.</summary>
/// <param name="Encoding">The encoding.</param>
/// <param name="SizeBytes">Bytes of the file.</param>
/// <param name="Score">The score of the decoded weights.</param>
/// <param name="Improvement">By how much it is better than the exact weights (mostly negative), in the metric's integer.</param>
public readonly record struct EncodingCost(WeightEncoding Encoding, int SizeBytes, Score Score, long Improvement)
{
    /// <summary>Encodes, decodes and scores. Error <see cref="LearningError.ScoringRun"/>.</summary>
    public static bool TryMeasure(Scorer scorer, WeightSet weights, WeightEncoding encoding, out EncodingCost cost, out LearningFault fault)
    {
        ArgumentNullException.ThrowIfNull(scorer);
        ArgumentNullException.ThrowIfNull(weights);
        cost = default;
        byte[] file = weights.Encode(encoding);
        if (!WeightSet.TryDecode(file, weights.Layout, out WeightSet? decoded, out fault)
            || !scorer.TryScore(weights, out Score exact, out fault) || !scorer.TryScore(decoded, out Score score, out fault))
            return false;
        cost = new EncodingCost(encoding, file.Length, score, scorer.Terms.Metric.Improvement(exact.Value, score.Value));
        return true;
    }
}
