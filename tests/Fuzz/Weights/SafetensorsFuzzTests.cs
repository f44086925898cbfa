using ModelMarket.Fuzz;
using ModelMarket.Learning;
using ModelMarket.Learning.Data;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tensors;
using ModelMarket.Learning.Weights;
using Xunit.Abstractions;

namespace Fuzz.Weights;

/// <summary>Any bytes end in tensors that are written back as a file of the same tensors, or in a typed fault; never in an exception.</summary>
public sealed class SafetensorsFuzzTests(ITestOutputHelper output)
{
    private static readonly ParameterLayout Layout = MakeLayout();

    [Fact]
    public void Safetensors_files() => Run(41, Corpus(), bytes =>
    {
        if (!SafetensorsFile.TryParse(bytes, out SafetensorsFile? file, out LearningFault fault))
            return Typed(fault);
        return Held(WritesBack(file!));
    });

    [Fact]
    public void Submissions() => Run(42, Corpus(), bytes =>
    {
        if (!WeightSet.TryDecode(bytes, Layout, out WeightSet? weights, out LearningFault fault))
            return Typed(fault);
        return Held(WeightSet.TryDecode(weights!.Encode(WeightEncoding.F32), Layout, out WeightSet? again, out _) && again!.ValuesEqual(weights));
    });

    [Fact]
    public void Data_sets() => Run(43, [DataFile(), .. Corpus()], bytes =>
    {
        if (!DataSet.TryDecode(bytes, out DataSet? data, out LearningFault fault))
            return Typed(fault);
        byte[] file = data!.Encode();
        return Held(DataSet.TryDecode(file, out DataSet? again, out _) && again!.Encode().AsSpan().SequenceEqual(file));
    });

    /// <summary>Seeds are a thousand apart, and another one of the thousand for every target.</summary>
    private void Run(int target, List<byte[]> corpus, Func<byte[], bool> use) =>
        output.WriteLine(new MeasuredRun(number => new SeededMutator(unchecked((number * 1_000) + target), corpus).Next(), use).Run());

    private static bool Typed(LearningFault fault)
    {
        fault.IsError.Should().BeTrue();
        fault.Detail.Should().NotBeNullOrEmpty();
        return false;
    }

    private static bool Held(bool promise)
    {
        promise.Should().BeTrue("what is accepted is written back as the same values");
        return true;
    }

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
