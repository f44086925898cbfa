namespace ModelMarket.Learning.Tensors;

/// <summary>ZipMap's result: per row a map from class label to score, kept as one label tensor and one score table.</summary>
/// <param name="labels">Class labels, Int64 or String, of shape [classes].</param>
/// <param name="scores">Float, of shape [rows, classes].</param>
public sealed class TensorMapList(Tensor labels, Tensor scores) : Value
{
    /// <summary>Class labels, Int64 or String, of shape [classes].</summary>
    public Tensor Labels { get; } = labels;

    /// <summary>Scores, Float, of shape [rows, classes].</summary>
    public Tensor Scores { get; } = scores;

    /// <inheritdoc/>
    public override long SizeBytes => Labels.SizeBytes + Scores.SizeBytes;
}
