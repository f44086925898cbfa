using ModelMarket.Fuzz;
using ModelMarket.Learning;
using ModelMarket.Learning.Data;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tensors;
using ModelMarket.Learning.Weights;

namespace Fuzz.Weights;

/// <summary>Any bytes end in tensors that are written back as a file of the same tensors, or in a typed fault; never in an exception.</summary>
public sealed class SafetensorsFuzzTests
{
    private static readonly ParameterLayout Layout = MakeLayout();

    [Fact]
    public void Safetensors_files() => new SeededMutator(41, Corpus()).Run(bytes =>
        SafetensorsFile.TryParse(bytes, out SafetensorsFile? file, out LearningFault fault) ? WritesBack(file!) : fault.IsError && fault.Detail.Length > 0);

    [Fact]
    public void Submissions() => new SeededMutator(42, Corpus()).Run(bytes =>
    {
        if (!WeightSet.TryDecode(bytes, Layout, out WeightSet? weights, out LearningFault fault))
            return fault.IsError && fault.Detail.Length > 0;
        return WeightSet.TryDecode(weights!.Encode(WeightEncoding.F32), Layout, out WeightSet? again, out _) && again!.ValuesEqual(weights);
    });

    [Fact]
    public void Data_sets() => new SeededMutator(43, [DataFile(), .. Corpus()]).Run(bytes =>
    {
        if (!DataSet.TryDecode(bytes, out DataSet? data, out LearningFault fault))
            return fault.IsError && fault.Detail.Length > 0;
        byte[] file = data!.Encode();
        return DataSet.TryDecode(file, out DataSet? again, out _) && again!.Encode().AsSpan().SequenceEqual(file);
    });

    private static bool WritesBack(SafetensorsFile file)
    {
        byte[] written = SafetensorsWriter.Write([.. file.Entries.Select(e => (e.Name, e.ToTensor()))]);
        return SafetensorsFile.TryParse(written, out SafetensorsFile? again, out _)
            && again!.Entries.Select(e => (e.Name, e.Type)).SequenceEqual(file.Entries.Select(e => (e.Name, e.Type)))
            && again.Entries.Zip(file.Entries).All(p => p.First.Data.Span.SequenceEqual(p.Second.Data.Span));
    }

    private static List<byte[]> Corpus()
    {
        WeightSet zeros = WeightSet.Zeros(Layout);
        zeros.Tensors[0].Floats[1] = 0.75f;
        return [.. Enum.GetValues<WeightEncoding>().Select(zeros.Encode), SafetensorsWriter.Write([])];
    }

    private static byte[] DataFile() => SafetensorsWriter.Write(
    [
        ("x", Tensor.From<float>([0, 1, 2, 3, 4, 5, 6, 7], 4, 2)), ("y", Tensor.From<long>([0, 1, 2, 3], 4)), ("weight", Tensor.From<float>([1, 2, 0.5f, 0.25f], 4)),
        ("slice", Tensor.From<long>([0, 0, 1, 1], 4)),
    ]);

    private static ParameterLayout MakeLayout()
    {
        var writer = new OnnxModelWriter(17);
        string x = writer.Input("x", ElementType.Float, -1, 2);
        string w = writer.Initializer("w", Tensor.Create(ElementType.Float, 2, 3)), b = writer.Initializer("b", Tensor.Create(ElementType.Float, 3));
        writer.Node("", "Gemm", [x, w, b], ["y"]);
        writer.Output("y", ElementType.Float, -1, 3);
        return OnnxModel.TryParse(writer.ToArray(), out OnnxModel? model, out _) && ParameterLayout.TryCreate(model!, out ParameterLayout? layout, out _)
            ? layout!
            : throw new InvalidDataException("the corpus is good");
    }
}
