using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Tests.Operators;

/// <content>Operators that move elements, make them or change their type.</content>
internal static partial class OperatorSamples
{
    private static readonly ElementType[] Movable =
        [ElementType.Float, ElementType.Int64, ElementType.Double, ElementType.Bool, ElementType.String, ElementType.UInt8, ElementType.Int32, ElementType.Float16, ElementType.Int8];

    private static readonly ElementType[] Fixed = [ElementType.Float, ElementType.Int64, ElementType.Double, ElementType.Bool, ElementType.UInt8, ElementType.Int32, ElementType.Int8];

    private static void AddMovement(Dictionary<string, Func<int, ModelSample>> all)
    {
        all["Identity"] = seed => Moving(seed, Movable, (m, x) => ("Identity", [x], []));
        all["Reshape"] = seed => Moving(seed, Movable, (m, x) => ("Reshape", [x, m.Pick(m.Ints(4, 6), m.Ints(-1, 2), m.Ints(0, 12), m.Ints(2, 0, -1))], []));
        all["Flatten"] = seed => Moving(seed, Movable, (m, x) => ("Flatten", [x], [OnnxAttributes.Int("axis", m.Pick(0, 1, 2, 3, -1))]));
        all["Unsqueeze"] = seed => Moving(seed, Movable, (m, x) => ("Unsqueeze", [x, m.Pick(m.Ints(0), m.Ints(1, 3), m.Ints(-1), m.Ints(4, 0))], []));
        all["Squeeze"] = seed => Squeeze(seed);
        all["Transpose"] = seed => Moving(seed, Movable, (m, x) => ("Transpose", [x], m.Pick<OnnxAttribute[]>([], [OnnxAttributes.Ints("perm", 1, 2, 0)], [OnnxAttributes.Ints("perm", 0, 2, 1)])));
        all["Shape"] = seed => Moving(seed, Movable, (m, x) => ("Shape", [x], [OnnxAttributes.Int("start", m.Pick(0, 1, -2)), OnnxAttributes.Int("end", m.Pick(3, 2, -1, 1))]), ElementType.Int64);
        all["Size"] = seed => Moving(seed, Movable, (m, x) => ("Size", [x], []), ElementType.Int64);
        all["Expand"] = seed => Moving(seed, Movable, (m, x) => ("Expand", [x, m.Pick(m.Ints(2, 1, 1, 1), m.Ints(1), m.Ints(5, 2, 3, 4))], []));
        all["Tile"] = seed => Moving(seed, Fixed, (m, x) => ("Tile", [x, m.Ints(m.Pick(1, 2), m.Pick(1, 3, 1), 2)], []));
        all["Slice"] = Slice;
        all["Split"] = Split;
        all["Concat"] = Concat;
        all["Pad"] = Pad;
        all["CenterCropPad"] = seed => Moving(seed, Fixed, (m, x) => m.Pick<(string, string[], OnnxAttribute[])>(
            ("CenterCropPad", [x, m.Ints(3, 2, 4)], []), ("CenterCropPad", [x, m.Ints(7, 6)], [OnnxAttributes.Ints("axes", 0, 2)]), ("CenterCropPad", [x, m.Ints(1)], [OnnxAttributes.Ints("axes", -1)])));
        all["DepthToSpace"] = seed => DepthSpace(seed, "DepthToSpace");
        all["SpaceToDepth"] = seed => DepthSpace(seed, "SpaceToDepth");
        all["Trilu"] = seed => Moving(seed, [ElementType.Float, ElementType.Int64, ElementType.Double], (m, x) => ("Trilu", [x, m.Constant(Tensor.From<long>([m.Random.Next(-3, 4)]))], [OnnxAttributes.Int("upper", m.Seed % 2)]));
        all["Cast"] = Cast;
        all["CastLike"] = CastLike;
        all["Constant"] = Constant;
        all["ConstantOfShape"] = ConstantOfShape;
        all["EyeLike"] = EyeLike;
        all["Range"] = Range;
        all["OneHot"] = OneHot;
        AddIndexing(all);
    }

    private static ModelSample Moving(
        int seed, ElementType[] types, Func<ModelSample, string, (string Type, string[] Inputs, OnnxAttribute[] Attributes)> node, ElementType result = ElementType.None)
    {
        var sample = new ModelSample(seed);
        ElementType of = types[seed % types.Length];
        (string type, string[] inputs, OnnxAttribute[] attributes) = node(sample, sample.Typed(of, 2, 3, 4));
        return sample.One(type, result == ElementType.None ? of : result, inputs, attributes);
    }

    private static ModelSample Squeeze(int seed)
    {
        var sample = new ModelSample(seed);
        ElementType of = Movable[seed % Movable.Length];
        string x = sample.Typed(of, 1, 3, 1, 4);
        return sample.One("Squeeze", of, sample.Pick<string[]>([x], [x, sample.Ints(0)], [x, sample.Ints(-2)], [x, sample.Ints(0, 2)]));
    }

    private static ModelSample Slice(int seed)
    {
        var sample = new ModelSample(seed);
        ElementType of = Movable[seed % (Movable.Length - 2)];
        string x = sample.Typed(of, 4, 6, 5);
        return sample.One("Slice", of, sample.Pick<string[]>(
            [x, sample.Ints(1, 0), sample.Ints(3, 4)], [x, sample.Ints(-1), sample.Ints(-7), sample.Ints(1), sample.Ints(-2)], [x, sample.Ints(0, 1), sample.Ints(1000, -1), sample.Ints(2, 0)]));
    }

    private static ModelSample Split(int seed)
    {
        var sample = new ModelSample(seed);
        ElementType of = Movable[seed % (Movable.Length - 2)];
        string x = sample.Typed(of, 4, 7);
        (string[] Inputs, OnnxAttribute[] Attributes) form = sample.Pick<(string[], OnnxAttribute[])>(
            ([x], [OnnxAttributes.Int("num_outputs", 3), OnnxAttributes.Int("axis", 1)]), ([x, sample.Ints(2, 1, 4)], [OnnxAttributes.Int("axis", 1)]), ([x, sample.Ints(1, 0, 3)], [OnnxAttributes.Int("axis", -2)]));
        sample.Writer.Node("", "Split", form.Inputs, ["a", "b", "c"], form.Attributes);
        return sample.Output("a", of).Output("b", of).Output("c", of);
    }

    private static ModelSample Concat(int seed)
    {
        var sample = new ModelSample(seed);
        ElementType of = Movable[seed % Movable.Length];
        int axis = sample.Random.Next(2);
        int[] second = axis == 0 ? [5, 3] : [2, 5];
        return sample.One("Concat", of, [sample.Typed(of, 2, 3), sample.Typed(of, second), sample.Typed(of, 2, 3)], OnnxAttributes.Int("axis", seed % 2 == 0 ? axis : axis - 2));
    }

    /// <summary>All modes; wrap came with opset 19, axes with 18.</summary>
    private static ModelSample Pad(int seed)
    {
        var sample = new ModelSample(seed);
        ElementType of = sample.Pick(ElementType.Float, ElementType.Int64, ElementType.Double, ElementType.Int32);
        string mode = sample.Opset >= 19 ? sample.Pick("constant", "edge", "wrap", "reflect") : sample.Pick("constant", "edge", "reflect");
        string x = sample.Typed(of, 4, 5), value = sample.Constant(sample.RandomOf(of));
        string[] inputs = (seed / 5 % 2) == 0
            ? [x, sample.Ints(1, 2, 2, 0), mode == "constant" ? value : ""]
            : [x, sample.Ints(sample.Random.Next(3), sample.Random.Next(3)), mode == "constant" ? value : "", sample.Ints(sample.Pick(0L, -1L, 1L))];
        return sample.One("Pad", of, inputs, OnnxAttributes.Text("mode", mode));
    }

    private static ModelSample DepthSpace(int seed, string type)
    {
        var sample = new ModelSample(seed);
        OnnxAttribute[] mode = type == "DepthToSpace" ? [OnnxAttributes.Text("mode", seed % 2 == 0 ? "DCR" : "CRD")] : [];
        return sample.One(type, [sample.Floats(2, type == "DepthToSpace" ? 8 : 3, 4, 6)], [OnnxAttributes.Int("blocksize", 2), .. mode]);
    }

    private static ModelSample Cast(int seed)
    {
        var sample = new ModelSample(seed);
        ElementType[] types = [ElementType.Float, ElementType.Int32, ElementType.Double, ElementType.UInt8, ElementType.Bool, ElementType.Float16, ElementType.BFloat16, ElementType.Int64];
        ElementType from = types[seed % types.Length], to = types[(seed / 2 * 3 + 1) % types.Length];
        Tensor x = sample.RandomOf(from is ElementType.Float16 or ElementType.BFloat16 ? ElementType.Float : from, 3, 5);
        if (to is ElementType.UInt8 && from.IsFloating())
            to = ElementType.Int32;
        return sample.One("Cast", to, [sample.Input(x)], OnnxAttributes.Int("to", (long)to));
    }

    private static ModelSample CastLike(int seed)
    {
        var sample = new ModelSample(seed);
        ElementType to = sample.Pick(ElementType.Double, ElementType.Int32, ElementType.Float16, ElementType.Bool, ElementType.Int64);
        return sample.One("CastLike", to, [sample.Floats(3, 5), sample.Typed(to, 1)]);
    }

    private static ModelSample Constant(int seed)
    {
        var sample = new ModelSample(seed);
        (ElementType Type, OnnxAttribute Attribute) form = sample.Pick(
            (ElementType.Float, OnnxAttributes.OfTensor("value", sample.RandomFloats(2, 3))), (ElementType.Int64, OnnxAttributes.Ints("value_ints", 3, -1, seed)), (ElementType.Float, OnnxAttributes.Float("value_float", seed + 0.5f)),
            (ElementType.String, OnnxAttributes.Texts("value_strings", "a", "b")), (ElementType.Bool, OnnxAttributes.OfTensor("value", sample.RandomOf(ElementType.Bool, 4))), (ElementType.Int64, OnnxAttributes.Int("value_int", seed)));
        sample.Floats(1);
        return sample.One("Constant", form.Type, [], form.Attribute);
    }

    private static ModelSample ConstantOfShape(int seed)
    {
        var sample = new ModelSample(seed);
        ElementType of = sample.Pick(ElementType.Float, ElementType.Int64, ElementType.UInt8, ElementType.Bool, ElementType.Float16);
        return sample.One("ConstantOfShape", of, [sample.Input(sample.RandomInts(1, 4, sample.Random.Next(1, 4)))], OnnxAttributes.OfTensor("value", sample.RandomOf(of, 1)));
    }

    private static ModelSample EyeLike(int seed)
    {
        var sample = new ModelSample(seed);
        return sample.One("EyeLike", sample.Pick(ElementType.Float, ElementType.Int64, ElementType.Double), [sample.Typed(ElementType.Int32, 4, 5)], OnnxAttributes.Int("k", sample.Random.Next(-3, 4)), OnnxAttributes.Int("dtype", (long)sample.Pick(ElementType.Float, ElementType.Int64, ElementType.Double)));
    }

    private static ModelSample Range(int seed)
    {
        var sample = new ModelSample(seed);
        return seed % 2 == 0
            ? sample.One("Range", ElementType.Int64, [sample.Input(Tensor.From<long>([seed])), sample.Input(Tensor.From<long>([-seed - 5])), sample.Input(Tensor.From<long>([-2]))])
            : sample.One("Range", [sample.Input(Tensor.From<float>([0.5f])), sample.Input(Tensor.From<float>([seed + 0.7f])), sample.Input(Tensor.From<float>([0.3f]))]);
    }

    private static ModelSample OneHot(int seed)
    {
        var sample = new ModelSample(seed);
        return sample.One("OneHot", [sample.Input(sample.RandomInts(-5, 5, 3, 2)), sample.Constant(Tensor.From<long>([5])), sample.Constant(Tensor.From<float>([-1, 3], 2))], OnnxAttributes.Int("axis", sample.Pick(-1, 0, 1, 2)));
    }
}
