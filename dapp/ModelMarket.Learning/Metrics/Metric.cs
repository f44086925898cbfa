namespace ModelMarket.Learning.Metrics;

/// <summary>What a score measures. The numbers are on the wire. Every metric is an integer: its value × 10⁹, floor.</summary>
public enum Metric : byte
{
    /// <summary>Mean of −ln p(true class); lower is better.</summary>
    LogLoss = 0,

    /// <summary>Share of rows whose predicted class is the true one.</summary>
    Accuracy = 1,

    /// <summary>Area under the ROC curve of the positive class, by mid-ranks.</summary>
    RocAuc = 2,

    /// <summary>Mean over classes of the share of their rows that is found.</summary>
    BalancedAccuracy = 3,

    /// <summary>2·tp / (2·tp + fp + fn) of the positive class.</summary>
    F1 = 4,

    /// <summary>Root of the mean squared error; lower is better.</summary>
    Rmse = 5,

    /// <summary>Mean absolute error; lower is better.</summary>
    MeanAbsoluteError = 6,

    /// <summary>1 − squared error / variance of the targets.</summary>
    RSquared = 7,
}
