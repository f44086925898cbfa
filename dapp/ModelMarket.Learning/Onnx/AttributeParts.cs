using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Onnx;

/// <summary>An attribute while its fields are being read.</summary>
internal sealed class AttributeParts
{
    public string Name = "", Text = "", Reference = "";
    public int Kind;
    public OnnxAttributeKind Seen;
    public long Int;
    public float Float;
    public Tensor? Tensor;
    public OnnxGraph? Graph;
    public OnnxType? Type;
    public readonly List<long> Ints = [];
    public readonly List<float> Floats = [];
    public readonly List<string> Strings = [];
    public readonly List<Tensor> Tensors = [];
    public readonly List<OnnxGraph> Graphs = [];

    /// <summary>The attribute; files that name no kind get that of the field they carry.</summary>
    public OnnxAttribute Build() => new()
    {
        Name = Name,
        Reference = Reference,
        Text = Text,
        Int = Int,
        Float = Float,
        Tensor = Tensor,
        Graph = Graph,
        Type = Type,
        Kind = Kind is > 0 and <= (int)OnnxAttributeKind.TypeProtos ? (OnnxAttributeKind)Kind : Seen,
        Ints = [.. Ints],
        Floats = [.. Floats],
        Strings = [.. Strings],
        Tensors = Tensors,
        Graphs = Graphs,
    };
}
