namespace ModelMarket.Learning;

/// <content>Maxima of training.</content>
public static partial class LearningLimits
{
    /// <summary>Characters of a trainer string.</summary>
    public const int TrainerStringCharsMax = 1_024;
    /// <summary>Passes over the rows.</summary>
    public const int TrainingEpochsMax = 100_000;
    /// <summary>Rows of a training batch.</summary>
    public const int TrainingBatchRowsMax = 1 << 16;
    /// <summary>Submissions of one aggregation.</summary>
    public const int AggregationMembersMax = 1_024;
}
