namespace ModelMarket.Learning.Training;

/// <summary>What is minimised.</summary>
public enum LossKind : byte
{
    /// <summary>Cross-entropy for classes (binary for a single output), squared error for values.</summary>
    Auto,

    /// <summary>Cross-entropy of a softmax.</summary>
    CrossEntropy,

    /// <summary>Binary cross-entropy of a sigmoid, per output.</summary>
    BinaryCrossEntropy,

    /// <summary>Mean squared error.</summary>
    SquaredError,
}
