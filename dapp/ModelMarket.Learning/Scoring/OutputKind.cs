namespace ModelMarket.Learning.Scoring;

/// <summary>What the scored output of a model is. The numbers are on the wire.</summary>
public enum OutputKind : byte
{
    /// <summary>Unnormalised scores: one per class (softmax), or a single one, of class 1 (sigmoid).</summary>
    Logits = 0,

    /// <summary>Probabilities: one per class, or a single one, of class 1; a tensor or ZipMap's maps. Not renormalised.</summary>
    Probabilities = 1,

    /// <summary>The predicted class itself.</summary>
    Label = 2,

    /// <summary>Predicted values of a regression, or a ranking score of the positive class.</summary>
    Value = 3,
}
