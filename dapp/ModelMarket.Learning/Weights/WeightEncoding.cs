namespace ModelMarket.Learning.Weights;

/// <summary>How weights are written into a submission.</summary>
public enum WeightEncoding : byte
{
    /// <summary>32-bit floats: exact.</summary>
    F32,

    /// <summary>IEEE binary16, rounded to nearest even.</summary>
    F16,

    /// <summary>bfloat16, rounded to nearest even.</summary>
    BF16,

    /// <summary>8-bit integers with a float scale per channel (axis 0) for tensors of rank 2 and more; the others stay F32.</summary>
    I8,
}
