namespace ModelMarket.Learning.Weights;

/// <summary>One tensor that clients submit.</summary>
/// <param name="Name">The initializer's name.</param>
/// <param name="Shape">Its dimensions; do not write to them.</param>
/// <param name="Count">Its elements.</param>
/// <param name="Role">Trained or measured.</param>
public sealed record Parameter(string Name, int[] Shape, int Count, ParameterRole Role);
