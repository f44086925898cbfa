using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Data;

/// <summary>One input of all rows.</summary>
/// <param name="Name">The model input it feeds; empty for the only input.</param>
/// <param name="Tensor">First dimension: rows.</param>
public sealed record DataInput(string Name, Tensor Tensor);
