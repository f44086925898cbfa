namespace ModelMarket.Learning.Aggregation;

/// <summary>How a round's submissions become the next global model (mechanism.md §6).</summary>
public enum AggregationRule : byte
{
    /// <summary>The mean of all deltas, weighted by stand-alone improvement on the validation rows; the default.</summary>
    GatedMean = 0,

    /// <summary>The mean.</summary>
    Mean = 1,

    /// <summary>The mean of deltas that are scaled down to a norm.</summary>
    ClippedMean = 2,

    /// <summary>The median of every weight.</summary>
    Median = 3,

    /// <summary>The mean of every weight without the lowest and the highest ones.</summary>
    TrimmedMean = 4,

    /// <summary>The one submission that is closest to its neighbours (Blanchard et al. 2017).</summary>
    Krum = 5,

    /// <summary>The mean of the submissions that are closest to their neighbours.</summary>
    MultiKrum = 6,
}
