using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Tests.Operators;

/// <content>Recurrent networks, subgraphs, sequences, optionals.</content>
internal static partial class OperatorSamples
{
    private static void AddSequences(Dictionary<string, Func<int, ModelSample>> all)
    {
        all["RNN"] = seed => Recurrent(seed, "RNN", 1);
        all["GRU"] = seed => Recurrent(seed, "GRU", 3);
        all["LSTM"] = seed => Recurrent(seed, "LSTM", 4);
        all["If"] = If;
        all["Loop"] = Loop;
        all["Scan"] = Scan;
        all["SequenceConstruct"] = all["SequenceAt"] = seed => Sequence(seed, (m, s) => m.Node("SequenceAt", [s, Number(m, m.Random.Next(-3, 3))]), ElementType.Float);
        all["SequenceLength"] = seed => Sequence(seed, (m, s) => m.Node("SequenceLength", [s]), ElementType.Int64);
        all["SequenceInsert"] = seed => Sequence(seed, (m, s) => At(m, m.Node("SequenceInsert", seed % 2 == 0 ? [s, m.Floats(2, 3)] : [s, m.Floats(2, 3), Number(m, m.Random.Next(-3, 3))]), 1), ElementType.Float);
        all["SequenceErase"] = seed => Sequence(seed, (m, s) => At(m, m.Node("SequenceErase", seed % 2 == 0 ? [s] : [s, Number(m, m.Random.Next(-3, 3))]), -1), ElementType.Float);
        all["SequenceEmpty"] = seed => Sequence(seed, (m, s) => At(m, m.Node("SequenceInsert", [m.Node("SequenceEmpty", [], OnnxAttributes.Int("dtype", 1)), At(m, s, seed % 3)]), 0), ElementType.Float);
        all["ConcatFromSequence"] = seed => Sequence(seed, (m, s) => m.Node("ConcatFromSequence", [s], OnnxAttributes.Int("axis", m.Pick(0, 1)), OnnxAttributes.Int("new_axis", seed / 2 % 2)), ElementType.Float);
        all["SplitToSequence"] = SplitToSequence;
        all["SequenceMap"] = SequenceMap;
        all["Optional"] = all["OptionalGetElement"] = seed => Indexed(seed, m => ("OptionalGetElement", [m.Node("Optional", [m.Floats(2, m.Random.Next(1, 6))])], []));
        all["OptionalHasElement"] = seed => Indexed(seed, m => ("OptionalHasElement", [seed % 2 == 0 ? m.Floats(2, 3) : m.Node("Optional", [m.Floats(2, 3)])], []), ElementType.Bool);
    }

    private static ModelSample Recurrent(int seed, string type, int gates)
    {
        var sample = new ModelSample(seed);
        int steps = sample.Random.Next(2, 6), batch = sample.Random.Next(1, 4), features = sample.Random.Next(1, 6), hidden = sample.Random.Next(1, 6);
        string direction = sample.Pick("forward", "reverse", "bidirectional");
        int directions = direction == "bidirectional" ? 2 : 1;
        string x = sample.Floats(steps, batch, features), w = sample.Constant(sample.RandomFloats(directions, gates * hidden, features)), r = sample.Constant(sample.RandomFloats(directions, gates * hidden, hidden));
        string b = sample.Constant(sample.RandomFloats(directions, 2 * gates * hidden)), h = sample.Floats(directions, batch, hidden);
        string[] inputs = sample.Pick<string[]>([x, w, r], [x, w, r, b], [x, w, r, b, "", h], type == "LSTM" ? [x, w, r, b, "", h, sample.Floats(directions, batch, hidden)] : [x, w, r, b, "", h]);
        OnnxAttribute[] extra = type == "GRU" ? [OnnxAttributes.Int("linear_before_reset", seed % 2)] : [];
        sample.Writer.Node("", type, inputs, ["y", "last"], [OnnxAttributes.Int("hidden_size", hidden), OnnxAttributes.Text("direction", direction), .. extra]);
        return sample.Output("y").Output("last");
    }

    private static OnnxNode Inner(string type, string[] inputs, string output, params OnnxAttribute[] attributes) =>
        new() { Operator = type, Inputs = inputs, Outputs = [output], Attributes = attributes };

    private static OnnxValueInfo Of(string name, ElementType type, params int[] shape) =>
        new(name, new OnnxType { Kind = OnnxTypeKind.Tensor, ElementType = type, Dimensions = [.. shape.Select(size => new OnnxDimension(size, ""))] });

    private static ModelSample If(int seed)
    {
        var sample = new ModelSample(seed);
        string x = sample.Floats(3, 4), condition = sample.Input(Tensor.From([seed % 2 == 0], 1));
        var yes = new OnnxGraph { Name = "yes", Nodes = [Inner("Relu", [x], "a")], Outputs = [Of("a", ElementType.Float, 3, 4)] };
        var no = new OnnxGraph { Name = "no", Nodes = [Inner("Add", [x, x], "b"), Inner("Neg", ["b"], "c")], Outputs = [Of("c", ElementType.Float, 3, 4)] };
        return sample.One("If", [condition], OnnxAttributes.OfGraph("then_branch", yes), OnnxAttributes.OfGraph("else_branch", no));
    }

    /// <summary>A sum that grows with every trip, and what it was before each.</summary>
    private static ModelSample Loop(int seed)
    {
        var sample = new ModelSample(seed);
        string x = sample.Floats(4), start = sample.Floats(4), trips = Number(sample, sample.Random.Next(0, 7)), go = sample.Constant(Tensor.From([true]));
        var body = new OnnxGraph
        {
            Name = "body",
            Inputs = [Of("i", ElementType.Int64), Of("go", ElementType.Bool), Of("sum", ElementType.Float, 4)],
            Nodes = [Inner("Identity", ["go"], "again"), Inner("Mul", ["sum", x], "scaled"), Inner("Add", ["scaled", x], "next"), Inner("Identity", ["sum"], "seen")],
            Outputs = [Of("again", ElementType.Bool), Of("next", ElementType.Float, 4), Of("seen", ElementType.Float, 4)],
        };
        sample.Writer.Node("", "Loop", [trips, go, start], ["last", "all"], OnnxAttributes.OfGraph("body", body));
        return sample.Output("last").Output("all");
    }

    private static ModelSample Scan(int seed)
    {
        var sample = new ModelSample(seed);
        var body = new OnnxGraph
        {
            Name = "body",
            Inputs = [Of("state", ElementType.Float, 4), Of("row", ElementType.Float, 4)],
            Nodes = [Inner("Add", ["state", "row"], "next"), Inner("Tanh", ["next"], "out")],
            Outputs = [Of("next", ElementType.Float, 4), Of("out", ElementType.Float, 4)],
        };
        sample.Writer.Node("", "Scan", [sample.Floats(4), sample.Floats(sample.Random.Next(1, 7), 4)], ["last", "all"], OnnxAttributes.OfGraph("body", body), OnnxAttributes.Int("num_scan_inputs", 1), OnnxAttributes.Ints("scan_input_directions", seed % 2));
        return sample.Output("last").Output("all");
    }

    private static string At(ModelSample sample, string sequence, int index) => sample.Node("SequenceAt", [sequence, Number(sample, index)]);

    private static ModelSample Sequence(int seed, Func<ModelSample, string, string> node, ElementType result)
    {
        var sample = new ModelSample(seed);
        string sequence = sample.Node("SequenceConstruct", [sample.Floats(2, 3), sample.Floats(2, 3), sample.Floats(2, 3)]);
        return sample.Output(node(sample, sequence), result);
    }

    private static ModelSample SplitToSequence(int seed)
    {
        var sample = new ModelSample(seed);
        string x = sample.Floats(6, 4);
        OnnxAttribute[] keep = seed % 3 == 0 ? [OnnxAttributes.Int("keepdims", seed / 3 % 2)] : [];
        string sequence = sample.Node("SplitToSequence", sample.Pick<string[]>([x], [x, Number(sample, 2)], [x, sample.Ints(1, 2, 3)]), [OnnxAttributes.Int("axis", 0), .. keep]);
        return sample.Output(At(sample, sequence, seed % 3)).Output(sample.Node("SequenceLength", [sequence]), ElementType.Int64);
    }

    private static ModelSample SequenceMap(int seed)
    {
        var sample = new ModelSample(seed);
        var body = new OnnxGraph { Name = "body", Inputs = [Of("item", ElementType.Float, 2, 3)], Nodes = [Inner("Exp", ["item"], "mapped")], Outputs = [Of("mapped", ElementType.Float, 2, 3)] };
        string sequence = sample.Node("SequenceConstruct", [sample.Floats(2, 3), sample.Floats(2, 3)]);
        return sample.Output(At(sample, sample.Node("SequenceMap", [sequence], OnnxAttributes.OfGraph("body", body)), seed % 2));
    }
}
