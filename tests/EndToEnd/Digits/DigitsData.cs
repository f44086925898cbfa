using System.IO.Compression;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tensors;
using ModelMarket.Learning.Weights;

namespace EndToEnd.Digits;

/// <summary>The 8×8 digits that scikit-learn ships (unpacked by <c>.ci/steps/digits</c>), a network for them, and its export in scikit-learn's style.</summary>
internal static class DigitsData
{
    private const int Pixels = 64;
    private const int Hidden = 32;
    private const int Classes = 10;

    private static readonly Lazy<string[]> AllRows = new(Read);

    /// <summary>Where they are; null where they are missing.</summary>
    public static string? Path { get; } = Find();

    /// <summary>The rows: 64 whole numbers from 0 to 16, and the digit.</summary>
    public static IReadOnlyList<string> Rows => AllRows.Value;

    /// <summary>The line of names.</summary>
    public static string Header => string.Join(',', Enumerable.Range(1, Pixels).Select(i => $"pixel{i}")) + ",digit";

    /// <summary>What the job wants.</summary>
    public static string Schema => """
        {
          "columns": [{ "name": "pixel", "count": 64, "unit": "1/16 of full ink", "min": 0, "max": 16, "integer": true, "mean": 0, "deviation": 16 }],
          "label": "digit",
          "classes": ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
          "rowsMin": 100
        }
        """;

    /// <summary>64 pixels, 32 hidden units with ReLU, 10 logits; small fixed weights.</summary>
    public static byte[] Model()
    {
        var writer = new OnnxModelWriter(17);
        var x = writer.Input("x", ElementType.Float, -1, Pixels);
        var hidden = writer.Node("Relu", [writer.Node("Gemm", [x, writer.Initializer("layer1.weight", Pattern(Pixels, Hidden)), writer.Initializer("layer1.bias", Tensor.Create(ElementType.Float, Hidden))])]);
        writer.Node("", "Gemm", [hidden, writer.Initializer("layer2.weight", Pattern(Hidden, Classes)), writer.Initializer("layer2.bias", Tensor.Create(ElementType.Float, Classes))], ["logits"]);
        writer.Output("logits", ElementType.Float, -1, Classes);
        return writer.ToArray();
    }

    /// <summary>The same network as skl2onnx writes an MLPClassifier.</summary>
    public static byte[] ScikitLearnExport(WeightSet weights)
    {
        var writer = new OnnxModelWriter(17);
        var values = weights.Tensors.Select(tensor => tensor.Floats.ToArray()).ToArray();
        var x = writer.Input("X", ElementType.Float, -1, Pixels);
        var first = writer.Node("MatMul", [x, writer.Initializer("coefficient", Tensor.From<float>(values[0], Pixels, Hidden))]);
        var hidden = writer.Node("Relu", [writer.Node("Add", [first, writer.Initializer("intercepts", Tensor.From<float>(values[1], 1, Hidden))])]);
        var second = writer.Node("MatMul", [hidden, writer.Initializer("coefficient1", Tensor.From<float>(values[2], Hidden, Classes))]);
        var logits = writer.Node("Add", [second, writer.Initializer("intercepts1", Tensor.From<float>(values[3], 1, Classes))]);
        writer.Node("", "Softmax", [logits], ["probabilities"]);
        writer.Output("probabilities", ElementType.Float, -1, Classes);
        return writer.ToArray();
    }

    private static Tensor Pattern(int inputs, int outputs)
    {
        var random = new Random(inputs);
        var scale = 2 / Math.Sqrt(inputs);
        return Tensor.From<float>(Enumerable.Range(0, inputs * outputs).Select(_ => (float)((random.NextDouble() - 0.5) * scale)).ToArray(), inputs, outputs);
    }

    private static string[] Read()
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Path!), CompressionMode.Decompress));
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => string.Join(',', line.Trim().Split(',').Select(field => field.Split('.')[0])))];
    }

    private static string? Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Rollup.sln")))
        {
            folder = folder.Parent;
        }

        var path = folder is null ? "" : System.IO.Path.Combine(folder.FullName, "publish", "digits", "digits.csv.gz");
        return File.Exists(path) ? path : null;
    }
}
