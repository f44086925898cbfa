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
    private List<long>? ints;
    private List<float>? floats;
    private List<string>? strings;
    private List<Tensor>? tensors;
    private List<OnnxGraph>? graphs;

    // Most attributes have no list.
    public List<long> Ints => ints ??= [];

    public List<float> Floats => floats ??= [];

    public List<string> Strings => strings ??= [];

    public List<Tensor> Tensors => tensors ??= [];

    public List<OnnxGraph> Graphs => graphs ??= [];

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
        Ints = ints is null ? [] : [.. ints],
        Floats = floats is null ? [] : [.. floats],
        Strings = strings is null ? [] : [.. strings],
        Tensors = tensors is null ? [] : tensors,
        Graphs = graphs is null ? [] : graphs,
    };
}
