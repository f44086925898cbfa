using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tensors;

namespace Fuzz.Onnx;

/// <summary>What is mutated: small networks made here, and small models of the ONNX conformance set where it is installed.</summary>
internal static class OnnxSeeds
{
    private const string Conformance = "/usr/share/libonnx-testdata/data";
    private const int SeedBytesMax = 4_096;

    public static List<byte[]> All()
    {
        List<byte[]> seeds = [Mlp(), Cnn()];
        if (!Directory.Exists(Conformance))
            return seeds;
        foreach (string path in Directory.GetFiles(Conformance, "model.onnx", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (new FileInfo(path).Length <= SeedBytesMax)
                seeds.Add(File.ReadAllBytes(path));
        }

        return seeds;
    }

    private static byte[] Mlp()
    {
        var writer = new OnnxModelWriter(17);
        string x = writer.Input("x", ElementType.Float, -1, 4);
        x = writer.Node("Gemm", [x, writer.Initializer("w", Tensor.Create(ElementType.Float, 4, 3)), writer.Initializer("b", Tensor.Create(ElementType.Float, 3))]);
        x = writer.Node("Softmax", [writer.Node("Relu", [x])]);
        writer.Node("", "Reshape", [x, writer.Initializer("s", Tensor.From<long>([-1, 3], 2))], ["y"]);
        writer.Output("y", ElementType.Float);
        return writer.ToArray();
    }

    private static byte[] Cnn()
    {
        var writer = new OnnxModelWriter(13);
        string x = writer.Input("x", ElementType.Float, -1, 1, 6, 6);
        x = writer.Node("Conv", [x, writer.Initializer("w", Tensor.Create(ElementType.Float, 2, 1, 3, 3))], OnnxAttributes.Ints("pads", 1, 1, 1, 1));
        x = writer.Node("MaxPool", [x], OnnxAttributes.Ints("kernel_shape", 2, 2), OnnxAttributes.Ints("strides", 2, 2));
        writer.Node("", "Flatten", [x], ["y"]);
        writer.Output("y", ElementType.Float);
        return writer.ToArray();
    }
}
