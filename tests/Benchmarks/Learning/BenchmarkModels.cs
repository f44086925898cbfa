using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tensors;

namespace Benchmarks.Learning;

/// <summary>The models whose speed is measured, made here with pseudo-random weights.</summary>
internal static class BenchmarkModels
{
    public static byte[] Mlp(params int[] sizes)
    {
        var writer = new OnnxModelWriter(17);
        string value = writer.Input("x", ElementType.Float, -1, sizes[0]);
        for (int i = 1; i < sizes.Length; i++)
        {
            string weights = writer.Initializer($"w{i}", Numbers(i, [sizes[i - 1], sizes[i]], sizes[i - 1]));
            string bias = writer.Initializer($"b{i}", Numbers(100 + i, [sizes[i]], 10));
            value = writer.Node("Gemm", [value, weights, bias]);
            if (i < sizes.Length - 1)
                value = writer.Node("Relu", [value]);
        }

        writer.Node("", "Identity", [value], ["y"]);
        writer.Output("y", ElementType.Float);
        return writer.ToArray();
    }

    public static byte[] MatMul(int size)
    {
        var writer = new OnnxModelWriter(17);
        string x = writer.Input("x", ElementType.Float, size, size);
        string w = writer.Initializer("w", Numbers(1, [size, size], size));
        writer.Node("", "MatMul", [x, w], ["y"]);
        writer.Output("y", ElementType.Float);
        return writer.ToArray();
    }

    public static byte[] LeNet()
    {
        var writer = new OnnxModelWriter(17);
        string x = writer.Input("x", ElementType.Float, -1, 1, 28, 28);
        x = Conv(writer, x, 1, 6, 5, 2, "1");
        x = writer.Node("MaxPool", [writer.Node("Relu", [x])], OnnxAttributes.Ints("kernel_shape", 2, 2), OnnxAttributes.Ints("strides", 2, 2));
        x = Conv(writer, x, 6, 16, 5, 0, "2");
        x = writer.Node("MaxPool", [writer.Node("Relu", [x])], OnnxAttributes.Ints("kernel_shape", 2, 2), OnnxAttributes.Ints("strides", 2, 2));
        x = writer.Node("Flatten", [x]);
        int[] sizes = [400, 120, 84, 10];
        for (int i = 1; i < sizes.Length; i++)
        {
            string w = writer.Initializer($"f{i}", Numbers(10 + i, [sizes[i - 1], sizes[i]], sizes[i - 1]));
            x = writer.Node("Gemm", [x, w, writer.Initializer($"g{i}", Numbers(20 + i, [sizes[i]], 10))]);
            x = i < 3 ? writer.Node("Relu", [x]) : x;
        }

        writer.Node("", "Identity", [x], ["y"]);
        writer.Output("y", ElementType.Float);
        return writer.ToArray();
    }

    public static byte[] Block(int channels)
    {
        var writer = new OnnxModelWriter(17);
        string x = writer.Input("x", ElementType.Float, -1, channels, 28, 28);
        x = writer.Node("Relu", [Conv(writer, x, channels, channels, 3, 1, "1")]);
        x = writer.Node("Relu", [Conv(writer, x, channels, channels, 3, 1, "2")]);
        writer.Node("", "Identity", [x], ["y"]);
        writer.Output("y", ElementType.Float);
        return writer.ToArray();
    }

    /// <summary>Full trees of one regression target with random features and thresholds, as gradient boosting makes them.</summary>
    public static byte[] Trees(int trees, int depth, int features)
    {
        var writer = new OnnxModelWriter(17).Import("ai.onnx.ml", 3);
        string x = writer.Input("x", ElementType.Float, -1, features);
        var random = new Random(5);
        int inner = (1 << depth) - 1, all = (2 << depth) - 1;
        int[] ids = [.. Enumerable.Range(0, trees * all)];
        int[] leaves = [.. ids.Where(i => i % all >= inner)];
        long Child(int i, int which) => i % all < inner ? (2L * (i % all)) + which : 0;
        writer.Node(
            "ai.onnx.ml", "TreeEnsembleRegressor", [x], ["y"],
            OnnxAttributes.Ints("nodes_treeids", [.. ids.Select(i => (long)(i / all))]), OnnxAttributes.Ints("nodes_nodeids", [.. ids.Select(i => (long)(i % all))]),
            OnnxAttributes.Ints("nodes_truenodeids", [.. ids.Select(i => Child(i, 1))]), OnnxAttributes.Ints("nodes_falsenodeids", [.. ids.Select(i => Child(i, 2))]),
            OnnxAttributes.Ints("nodes_featureids", [.. ids.Select(_ => (long)random.Next(features))]),
            OnnxAttributes.Texts("nodes_modes", [.. ids.Select(i => i % all < inner ? "BRANCH_LEQ" : "LEAF")]),
            OnnxAttributes.Floats("nodes_values", [.. ids.Select(_ => (float)random.NextDouble() - 0.5f)]),
            OnnxAttributes.Ints("target_treeids", [.. leaves.Select(i => (long)(i / all))]), OnnxAttributes.Ints("target_nodeids", [.. leaves.Select(i => (long)(i % all))]),
            OnnxAttributes.Ints("target_ids", new long[leaves.Length]), OnnxAttributes.Floats("target_weights", [.. leaves.Select(_ => (float)random.NextDouble())]),
            OnnxAttributes.Int("n_targets", 1));
        writer.Output("y", ElementType.Float);
        return writer.ToArray();
    }

    private static string Conv(OnnxModelWriter writer, string x, int from, int to, int kernel, int pad, string name)
    {
        string w = writer.Initializer($"cw{name}", Numbers(name[0], [to, from, kernel, kernel], from * kernel * kernel));
        string b = writer.Initializer($"cb{name}", Numbers(name[0] + 9, [to], 10));
        return writer.Node("Conv", [x, w, b], OnnxAttributes.Ints("kernel_shape", kernel, kernel), OnnxAttributes.Ints("pads", pad, pad, pad, pad));
    }

    public static Tensor Numbers(int seed, int[] shape, int scale)
    {
        Tensor tensor = Tensor.Create(ElementType.Float, shape);
        var random = new Random(seed);
        float factor = (float)(1 / Math.Sqrt(scale));
        foreach (ref float element in tensor.Floats)
            element = ((float)random.NextDouble() - 0.5f) * 2 * factor;
        return tensor;
    }
}
