namespace ModelMarket.Learning;

/// <content>Maxima of weights, data sets, scoring and training.</content>
public static partial class LearningLimits
{
    /// <summary>Bytes of the JSON header of a safetensors file.</summary>
    public const int SafetensorsHeaderBytesMax = 1 << 20;
    /// <summary>Tensors of a safetensors file.</summary>
    public const int SafetensorsTensorsMax = 10_000;
    /// <summary>Entries of a safetensors file's <c>__metadata__</c>.</summary>
    public const int SafetensorsMetadataMax = 256;
    /// <summary>Bytes of one name in a safetensors header.</summary>
    public const int SafetensorsNameBytesMax = 1_024;
    /// <summary>Weights of one set, all tensors together.</summary>
    public const int WeightsMax = 1 << 26;
    /// <summary>Rows of one data set.</summary>
    public const int DataRowsMax = 1 << 22;
    /// <summary>Input tensors of one data set.</summary>
    public const int DataInputsMax = 64;
    /// <summary>The largest sample weight; weights count in millionths.</summary>
    public const int SampleWeightMax = 1_000_000;
    /// <summary>Rows of one evaluation batch.</summary>
    public const int BatchRowsMax = 1 << 16;
    /// <summary>Classes of a classification.</summary>
    public const int ClassesMax = 1 << 16;
    /// <summary>Elements of the scored output kept over all rows of a run.</summary>
    public const int ScoredElementsMax = 1 << 26;
    /// <summary>Magnitude of a predicted or true value in RMSE, MAE and R²: in units of 10⁻⁹ it and every difference fit 64 bits.</summary>
    public const int RegressionValueMax = 1_000_000_000;
    /// <summary>Largest magnitude of a metric's integer.</summary>
    public const long ScoreMax = (1L << 48) - 1;
}
