using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Tests.Operators;

/// <content>Gather, scatter and their kin.</content>
internal static partial class OperatorSamples
{
    private static void AddIndexing(Dictionary<string, Func<int, ModelSample>> all)
    {
        all["Gather"] = seed => Indexed(seed, m => ("Gather", [m.Typed(Fixed[seed % Fixed.Length], 4, 5, 3), m.Input(m.RandomInts(-3, 3, 2, 2))], [OnnxAttributes.Int("axis", m.Pick(0, 1, 2, -1))]), Fixed[seed % Fixed.Length]); // texts: ONNX Runtime copies the first of a block only
        all["GatherElements"] = seed => Indexed(seed, m => ("GatherElements", [m.Floats(4, 5), m.Input(m.RandomInts(-4, 4, 3, 5))], [OnnxAttributes.Int("axis", m.Pick(0, -2))]));
        all["GatherND"] = seed => Indexed(seed, m => m.Pick<(string, string[], OnnxAttribute[])>(
            ("GatherND", [m.Floats(4, 5, 3), m.Input(m.RandomInts(-4, 4, 6, 2))], []), ("GatherND", [m.Floats(4, 5, 3), m.Input(m.RandomInts(-3, 3, 4, 2, 1))], [OnnxAttributes.Int("batch_dims", 1)])));
        all["Compress"] = seed => Indexed(seed, m => ("Compress", [m.Floats(4, 5), m.Typed(ElementType.Bool, 4)], m.Pick<OnnxAttribute[]>([], [OnnxAttributes.Int("axis", 0)], [OnnxAttributes.Int("axis", -1)])));
        all["ReverseSequence"] = seed => Indexed(seed, m => ("ReverseSequence", [m.Floats(4, 4, 3), m.Input(m.RandomInts(1, 5, 4))], [OnnxAttributes.Int("batch_axis", seed % 2), OnnxAttributes.Int("time_axis", 1 - (seed % 2))]));
        all["Scatter"] = seed => Scatter(seed, "Scatter", 9, "none");
        all["ScatterElements"] = seed => Scatter(seed, "ScatterElements", 0, new[] { "none", "add", "mul", "min", "max" }[seed % 5]);
        all["ScatterND"] = ScatterNd;
    }

    private static ModelSample Indexed(int seed, Func<ModelSample, (string Type, string[] Inputs, OnnxAttribute[] Attributes)> node, ElementType of = ElementType.Float)
    {
        var sample = new ModelSample(seed);
        (string type, string[] inputs, OnnxAttribute[] attributes) = node(sample);
        return sample.One(type, of, inputs, attributes);
    }

    /// <summary>Without a reduction no place is written twice: the order would be nobody's promise.</summary>
    private static ModelSample Scatter(int seed, string type, int opset, string reduction)
    {
        var sample = new ModelSample(seed, opset);
        Tensor indices = reduction == "none" ? Tensor.From<long>([0, 1, 2, 3, 4, 3, 4, 0, 1, 2], 2, 5) : sample.RandomInts(-5, 5, 2, 5);
        OnnxAttribute[] how = type == "Scatter" || reduction == "none" ? [] : [OnnxAttributes.Text("reduction", reduction)];
        return sample.One(type, [sample.Floats(5, 5), sample.Input(indices), sample.Floats(2, 5)], [OnnxAttributes.Int("axis", 0), .. how]);
    }

    private static ModelSample ScatterNd(int seed)
    {
        var sample = new ModelSample(seed);
        string reduction = sample.Pick("none", "add", "mul", "min", "max");
        Tensor indices = reduction == "none" ? Tensor.From<long>([3, 0, -2], 3, 1) : sample.RandomInts(-4, 4, 3, 1);
        OnnxAttribute[] how = reduction == "none" ? [] : [OnnxAttributes.Text("reduction", reduction)];
        return sample.One("ScatterND", [sample.Floats(4, 5), sample.Input(indices), sample.Floats(3, 5)], how);
    }
}
