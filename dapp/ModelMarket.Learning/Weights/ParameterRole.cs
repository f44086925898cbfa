namespace ModelMarket.Learning.Weights;

/// <summary>What becomes of a parameter in training and aggregation.</summary>
public enum ParameterRole : byte
{
    /// <summary>Trained by gradients.</summary>
    Trained,

    /// <summary>A running mean or variance of BatchNormalization: measured and averaged, never trained.</summary>
    Statistic,
}
