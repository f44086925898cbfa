using Microsoft.ML.OnnxRuntime.Tensors;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Tests.Operators;

/// <summary>Element types here and in ONNX Runtime: both number them as ONNX does.</summary>
internal static class TensorElementTypes
{
    public static TensorElementType ToRuntime(ElementType type) => Enum.Parse<TensorElementType>(type.ToString());

    public static ElementType FromRuntime(TensorElementType type) => Enum.Parse<ElementType>(type.ToString());
}
