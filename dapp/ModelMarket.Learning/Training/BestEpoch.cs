using ModelMarket.Learning.Metrics;
using ModelMarket.Learning.Weights;

namespace ModelMarket.Learning.Training;

/// <summary>Keeps the weights with the best hold-out score; compares integers. The first of equals stays.</summary>
internal sealed class BestEpoch(Metric metric)
{
    /// <summary>The epoch of <see cref="Weights"/>, or the last one offered where there is no hold-out.</summary>
    public int Epoch { get; private set; }

    public long? Score { get; private set; }

    /// <summary>A copy of the best weights; null without a hold-out.</summary>
    public WeightSet? Weights { get; private set; }

    public void Offer(int epoch, long? score, WeightSet weights)
    {
        if (score is null)
        {
            Epoch = epoch;
            return;
        }

        if (Score is { } best && metric.Improvement(best, score.Value) <= 0)
            return;
        Epoch = epoch;
        Score = score;
        Weights = weights.Copy();
    }

    public int EpochsSince(int epoch) => Score is null ? 0 : epoch - Epoch;
}
