namespace ModelMarket.Learning.Onnx;

/// <summary>A named, typed input or output of a graph (ONNX <c>ValueInfoProto</c>).</summary>
/// <param name="Name">The value's name.</param>
/// <param name="Type">Its type.</param>
public sealed record OnnxValueInfo(string Name, OnnxType Type);
