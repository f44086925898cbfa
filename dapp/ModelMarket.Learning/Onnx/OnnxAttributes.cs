using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Onnx;

/// <summary>Makes attributes for <see cref="OnnxModelWriter"/>.</summary>
public static class OnnxAttributes
{
    /// <summary>An integer.</summary>
    public static OnnxAttribute Int(string name, long value) => new() { Name = name, Kind = OnnxAttributeKind.Int, Int = value };

    /// <summary>A list of integers.</summary>
    public static OnnxAttribute Ints(string name, params long[] values) => new() { Name = name, Kind = OnnxAttributeKind.Ints, Ints = values };

    /// <summary>A binary32.</summary>
    public static OnnxAttribute Float(string name, float value) => new() { Name = name, Kind = OnnxAttributeKind.Float, Float = value };

    /// <summary>A list of binary32.</summary>
    public static OnnxAttribute Floats(string name, params float[] values) => new() { Name = name, Kind = OnnxAttributeKind.Floats, Floats = values };

    /// <summary>A text.</summary>
    public static OnnxAttribute Text(string name, string value) => new() { Name = name, Kind = OnnxAttributeKind.String, Text = value };

    /// <summary>A list of texts.</summary>
    public static OnnxAttribute Texts(string name, params string[] values) => new() { Name = name, Kind = OnnxAttributeKind.Strings, Strings = values };

    /// <summary>A tensor.</summary>
    public static OnnxAttribute OfTensor(string name, Tensor value) => new() { Name = name, Kind = OnnxAttributeKind.Tensor, Tensor = value };

    /// <summary>A subgraph.</summary>
    public static OnnxAttribute OfGraph(string name, OnnxGraph value) => new() { Name = name, Kind = OnnxAttributeKind.Graph, Graph = value };
}
