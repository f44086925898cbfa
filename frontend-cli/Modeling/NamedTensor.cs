namespace ModelMarket.Cli.Modeling;

/// <summary>A tensor of some weights file.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Shape">Dimensions.</param>
/// <param name="Values">Row-major.</param>
internal sealed record NamedTensor(string Name, int[] Shape, float[] Values)
{
    /// <summary>The shape as people write it.</summary>
    public string ShapeText => $"[{string.Join(", ", Shape)}]";
}
