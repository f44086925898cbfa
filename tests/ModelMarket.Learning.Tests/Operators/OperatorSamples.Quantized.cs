using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Tests.Operators;

/// <content>Whole numbers with scales.</content>
internal static partial class OperatorSamples
{
    private static void AddQuantized(Dictionary<string, Func<int, ModelSample>> all)
    {
        all["QuantizeLinear"] = seed => Scaled(seed, "QuantizeLinear");
        all["DequantizeLinear"] = seed => Scaled(seed, "DequantizeLinear");
        all["DynamicQuantizeLinear"] = DynamicQuantize;
        all["MatMulInteger"] = MatMulInteger;
        all["ConvInteger"] = ConvInteger;
        all["QLinearMatMul"] = QLinearMatMul;
        all["QLinearConv"] = QLinearConv;
    }

    /// <summary>One scale, one per axis, and from opset 21 one per block.</summary>
    private static ModelSample Scaled(int seed, string type)
    {
        var sample = new ModelSample(seed);
        ElementType small = sample.Opset >= 21 ? sample.Pick(ElementType.UInt8, ElementType.Int8, ElementType.Int16, ElementType.UInt16) : sample.Pick(ElementType.UInt8, ElementType.Int8);
        int form = sample.Opset >= 21 ? seed / 5 % 3 : seed / 5 % 2;
        int[] shape = form == 0 ? [] : form == 1 ? [4] : [3, 2, 5];
        string x = type == "QuantizeLinear" ? sample.Floats(3, 4, 5) : sample.Typed(small, 3, 4, 5);
        string scale = sample.Constant(Positive(sample, shape)), zero = sample.Constant(sample.RandomOf(small, shape));
        OnnxAttribute[] block = form == 2 ? [OnnxAttributes.Int("block_size", sample.Pick(2, 3))] : [];
        return sample.One(type, type == "QuantizeLinear" ? small : ElementType.Float, [x, scale, zero], [OnnxAttributes.Int("axis", 1), .. block]);
    }

    private static Tensor Positive(ModelSample sample, params int[] shape)
    {
        Tensor scale = sample.RandomFloats(shape);
        foreach (ref float value in scale.Floats)
            value = (Math.Abs(value) * 0.1f) + 0.02f;
        return scale;
    }

    private static ModelSample DynamicQuantize(int seed)
    {
        var sample = new ModelSample(seed);
        sample.Writer.Node("", "DynamicQuantizeLinear", [sample.Floats(3, 7)], ["q", "s", "z"]);
        return sample.Output("q", ElementType.UInt8).Output("s").Output("z", ElementType.UInt8);
    }

    private static ElementType Byte(ModelSample sample) => sample.Pick(ElementType.UInt8, ElementType.UInt8, ElementType.Int8);

    private static ModelSample MatMulInteger(int seed)
    {
        var sample = new ModelSample(seed);
        ElementType right = sample.Pick(ElementType.UInt8, ElementType.Int8);
        return sample.One("MatMulInteger", ElementType.Int32, [sample.Typed(ElementType.UInt8, 4, 6), sample.Typed(right, 6, 5), sample.Constant(sample.RandomOf(ElementType.UInt8)), sample.Constant(sample.RandomOf(right))]);
    }

    private static ModelSample ConvInteger(int seed)
    {
        var sample = new ModelSample(seed);
        return sample.One(
            "ConvInteger", ElementType.Int32, [sample.Typed(ElementType.UInt8, 1, 2, 6, 6), sample.Typed(ElementType.UInt8, 3, 2, 3, 3), sample.Constant(sample.RandomOf(ElementType.UInt8))], OnnxAttributes.Ints("pads", 1, 1, seed % 2, 1));
    }

    private static ModelSample QLinearMatMul(int seed)
    {
        var sample = new ModelSample(seed);
        ElementType of = Byte(sample);
        string Scale() => sample.Constant(Positive(sample));
        string Zero() => sample.Constant(sample.RandomOf(of));
        return sample.One("QLinearMatMul", of, [sample.Typed(of, 4, 6), Scale(), Zero(), sample.Typed(of, 6, 5), Scale(), Zero(), Scale(), Zero()]);
    }

    private static ModelSample QLinearConv(int seed)
    {
        var sample = new ModelSample(seed);
        string Zero() => sample.Constant(sample.RandomOf(ElementType.UInt8));
        string x = sample.Typed(ElementType.UInt8, 1, 2, 6, 6), w = sample.Constant(sample.RandomOf(ElementType.UInt8, 3, 2, 3, 3)), bias = sample.Constant(sample.RandomOf(ElementType.Int32, 3));
        return sample.One(
            "QLinearConv", ElementType.UInt8, [x, sample.Constant(Positive(sample)), Zero(), w, sample.Constant(Positive(sample)), Zero(), sample.Constant(Positive(sample)), Zero(), bias],
            OnnxAttributes.Ints("pads", 1, 1, 1, seed % 2));
    }
}
