namespace ModelMarket.Learning.Training;

/// <summary>The formulas of <see cref="LossHead"/>.</summary>
internal enum LossForm : byte
{
    Softmax,
    Sigmoid,
    SigmoidEach,
    Probability,
    SingleProbability,
    SquaredError,
}
