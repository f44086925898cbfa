using ModelMarket.Learning.Onnx;

namespace ModelMarket.Learning.Execution;

/// <summary>A node after functions are expanded, with the operator set it is read under.</summary>
internal readonly record struct FlatNode(OnnxNode Node, int Opset);
