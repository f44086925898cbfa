namespace ModelMarket.Learning.Training;

/// <summary>How gradients become steps.</summary>
public enum OptimizerKind : byte
{
    /// <summary>Gradient descent, with momentum where it is set.</summary>
    Sgd,

    /// <summary>Adam (Kingma and Ba 2015); weight decay is added to the gradient.</summary>
    Adam,

    /// <summary>AdamW (Loshchilov and Hutter 2019): weight decay apart from the gradient.</summary>
    AdamW,
}
