using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Onnx;

/// <summary>A named constant of a graph: weights, shapes, axes.</summary>
/// <param name="Name">The value's name.</param>
/// <param name="Tensor">Its content.</param>
public sealed record OnnxInitializer(string Name, Tensor Tensor);
