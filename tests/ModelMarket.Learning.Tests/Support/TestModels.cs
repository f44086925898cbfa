using ModelMarket.Learning.Numerics;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Tests.Support;

/// <summary>Small models for tests, made with the product's own writer and seeded weights.</summary>
internal static class TestModels
{
    /// <summary>x [rows, inputs] → Gemm → logit(s).</summary>
    public static OnnxModel Linear(int inputs, int outputs)
    {
        var writer = new OnnxModelWriter(17);
        string x = writer.Input("x", ElementType.Float, -1, inputs);
        string w = writer.Initializer("w", Tensor.Create(ElementType.Float, inputs, outputs));
        string b = writer.Initializer("b", Tensor.Create(ElementType.Float, outputs));
        writer.Node("", "Gemm", [x, w, b], ["logit"]);
        writer.Output("logit", ElementType.Float, -1, outputs);
        return Parse(writer);
    }

    /// <summary>x → Gemm → activation → Gemm → logits, weights uniform in ±√(6/(in+out)).</summary>
    public static OnnxModel Mlp(int inputs, int hidden, int outputs, ulong seed, string activation = "Relu")
    {
        var writer = new OnnxModelWriter(17);
        string x = writer.Input("x", ElementType.Float, -1, inputs);
        string h = Dense(writer, x, "1", inputs, hidden, seed);
        string a = writer.Node(activation, [h]);
        string y = Dense(writer, a, "2", hidden, outputs, seed);
        writer.Node("", "Identity", [y], ["logits"]);
        writer.Output("logits", ElementType.Float, -1, outputs);
        return Parse(writer);
    }

    public static string Dense(OnnxModelWriter writer, string x, string name, int inputs, int outputs, ulong seed)
    {
        float limit = MathF.Sqrt(6f / (inputs + outputs));
        string w = writer.Initializer("w" + name, Uniform(seed, "w" + name, limit, inputs, outputs));
        string b = writer.Initializer("b" + name, Uniform(seed, "b" + name, 0.01f, outputs));
        return writer.Node("Gemm", [x, w, b]);
    }

    /// <summary>Seeded values in (−limit, limit).</summary>
    public static Tensor Uniform(ulong seed, string name, float limit, params int[] shape)
    {
        Tensor tensor = Tensor.Create(ElementType.Float, shape);
        uint index = 0;
        foreach (char c in name)
            index = unchecked((index * 31) + c);
        var stream = new PhiloxStream(seed, 99, index);
        foreach (ref float value in tensor.Floats)
            value = ((stream.NextSingle() * 2f) - 1f) * limit;
        return tensor;
    }

    public static OnnxModel Parse(OnnxModelWriter writer) =>
        OnnxModel.TryParse(writer.ToArray(), out OnnxModel? model, out LearningFault fault) ? model! : throw new InvalidOperationException(fault.Detail);
}
