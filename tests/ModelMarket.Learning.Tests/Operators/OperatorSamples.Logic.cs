using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Tests.Operators;

/// <content>Comparisons, logic, bits, order.</content>
internal static partial class OperatorSamples
{
    private static void AddLogic(Dictionary<string, Func<int, ModelSample>> all)
    {
        foreach (string type in (string[])["And", "Or", "Xor"])
            all[type] = seed => OnBits(seed, type, ElementType.Bool);
        foreach (string type in (string[])["BitwiseAnd", "BitwiseOr", "BitwiseXor"])
            all[type] = seed => OnBits(seed, type, Whole[seed % Whole.Length]);
        foreach (string type in (string[])["Equal", "Less", "LessOrEqual", "Greater", "GreaterOrEqual"])
            all[type] = seed => Compare(seed, type);
        all["Not"] = seed => OnType(seed, "Not", ElementType.Bool);
        all["BitwiseNot"] = seed => OnType(seed, "BitwiseNot", Whole[seed % Whole.Length]);
        all["BitShift"] = BitShift;
        all["IsNaN"] = seed => Special(seed, "IsNaN");
        all["IsInf"] = seed => Special(seed, "IsInf");
        all["Where"] = Where;
        all["ArgMax"] = seed => Arg(seed, "ArgMax");
        all["ArgMin"] = seed => Arg(seed, "ArgMin");
        all["Hardmax"] = seed => OnAxis(seed, "Hardmax");
        all["TopK"] = TopK;
        all["Unique"] = Unique;
        all["NonZero"] = seed => OnType(seed, "NonZero", seed % 2 == 0 ? ElementType.Int32 : ElementType.Bool, ElementType.Int64);
        all["CumSum"] = CumSum;
    }

    private static readonly ElementType[] Whole =
        [ElementType.Int64, ElementType.Int32, ElementType.UInt8, ElementType.Int8, ElementType.UInt16, ElementType.Int16, ElementType.UInt32, ElementType.UInt64];

    private static ModelSample OnType(int seed, string type, ElementType of, ElementType result = ElementType.None)
    {
        var sample = new ModelSample(seed);
        return sample.One(type, result == ElementType.None ? of : result, [sample.Typed(of, 3, sample.Random.Next(1, 8))]);
    }

    private static ModelSample OnBits(int seed, string type, ElementType of)
    {
        var sample = new ModelSample(seed);
        return sample.One(type, of, [sample.Typed(of, 3, 1, 5), sample.Typed(of, 4, 1)]);
    }

    private static ModelSample Compare(int seed, string type)
    {
        var sample = new ModelSample(seed);
        ElementType of = sample.Pick(ElementType.Float, ElementType.Int64, ElementType.Int32, ElementType.Double, type == "Equal" ? ElementType.Bool : ElementType.Float);
        return sample.One(type, ElementType.Bool, [sample.Typed(of, 3, 1, 5), sample.Typed(of, 4, 1)]);
    }

    private static ModelSample BitShift(int seed)
    {
        var sample = new ModelSample(seed);
        ElementType of = sample.Pick(ElementType.UInt8, ElementType.UInt32, ElementType.UInt64);
        Tensor by = Tensor.Create(of, 5);
        ModelMarket.Learning.Kernels.CastKernel.TryRun(sample.RandomInts(0, 8, 5), by);
        return sample.One("BitShift", of, [sample.Typed(of, 3, 5), sample.Constant(by)], OnnxAttributes.Text("direction", seed % 2 == 0 ? "LEFT" : "RIGHT"));
    }

    private static ModelSample Special(int seed, string type)
    {
        var sample = new ModelSample(seed);
        Tensor x = sample.RandomFloats(3, 7);
        x.Floats[sample.Random.Next(21)] = float.NaN;
        x.Floats[sample.Random.Next(21)] = float.PositiveInfinity;
        x.Floats[sample.Random.Next(21)] = float.NegativeInfinity;
        OnnxAttribute[] attributes = type == "IsInf" ? [OnnxAttributes.Int("detect_negative", seed % 2), OnnxAttributes.Int("detect_positive", seed / 2 % 2)] : [];
        return sample.One(type, ElementType.Bool, [sample.Input(x)], attributes);
    }

    private static ModelSample Where(int seed)
    {
        var sample = new ModelSample(seed);
        ElementType of = sample.Pick(ElementType.Float, ElementType.Int64, ElementType.String, ElementType.UInt8);
        return sample.One("Where", of, [sample.Typed(ElementType.Bool, 3, 1, 5), sample.Typed(of, 4, 1), sample.Typed(of, 5)]);
    }

    private static ModelSample Arg(int seed, string type)
    {
        var sample = new ModelSample(seed);
        return sample.One(
            type, ElementType.Int64, [sample.Typed(seed % 2 == 0 ? ElementType.Float : ElementType.Int32, 3, 4, 5)], OnnxAttributes.Int("axis", sample.Pick(0, 1, 2, -1)),
            OnnxAttributes.Int("keepdims", seed / 2 % 2), OnnxAttributes.Int("select_last_index", seed / 4 % 2));
    }

    private static ModelSample TopK(int seed)
    {
        var sample = new ModelSample(seed);
        ElementType of = sample.Pick(ElementType.Float, ElementType.Int64, ElementType.Double, ElementType.Int32);
        sample.Writer.Node("", "TopK", [sample.Typed(of, 3, 6, 5), sample.Ints(sample.Random.Next(1, 4))], ["values", "indices"], OnnxAttributes.Int("axis", sample.Pick(0, 1, 2, -1)), OnnxAttributes.Int("largest", seed / 2 % 2));
        return sample.Output("values", of).Output("indices", ElementType.Int64);
    }

    private static ModelSample Unique(int seed)
    {
        var sample = new ModelSample(seed);
        ElementType of = sample.Pick(ElementType.Int64, ElementType.Float, ElementType.Double);
        Tensor x = sample.RandomInts(-3, 4, 4, 3), typed = Tensor.Create(of, 4, 3);
        ModelMarket.Learning.Kernels.CastKernel.TryRun(x, typed);
        OnnxAttribute[] axis = sample.Pick<OnnxAttribute[]>([], [OnnxAttributes.Int("axis", 0)], [OnnxAttributes.Int("axis", 1)]);
        sample.Writer.Node("", "Unique", [sample.Input(typed)], ["y", "first", "inverse", "counts"], [OnnxAttributes.Int("sorted", seed / 3 % 2), .. axis]);
        return sample.Output("y", of).Output("first", ElementType.Int64).Output("inverse", ElementType.Int64).Output("counts", ElementType.Int64);
    }

    private static ModelSample CumSum(int seed)
    {
        var sample = new ModelSample(seed);
        ElementType of = sample.Pick(ElementType.Float, ElementType.Int64, ElementType.Double, ElementType.Int32);
        return sample.One(
            "CumSum", of, [sample.Typed(of, 3, 4, 5), sample.Constant(Tensor.From<long>([sample.Random.Next(-3, 3)]))], OnnxAttributes.Int("exclusive", seed / 2 % 2),
            OnnxAttributes.Int("reverse", seed / 4 % 2));
    }
}
