using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Tests.Operators;

/// <content>Operators of ai.onnx.ml.</content>
internal static partial class OperatorSamples
{
    private static void AddMl(Dictionary<string, Func<int, ModelSample>> all)
    {
        all["ml.LinearRegressor"] = LinearRegressor;
        all["ml.LinearClassifier"] = LinearClassifier;
        all["ml.Scaler"] = Scaler;
        all["ml.Normalizer"] = Normalizer;
        all["ml.Imputer"] = Imputer;
        all["ml.TreeEnsembleRegressor"] = seed => Trees(seed, "target");
        all["ml.TreeEnsembleClassifier"] = seed => Trees(seed, "class");
        all["ml.TreeEnsemble"] = TreeTensors;
    }

    private static string MlNode(ModelSample sample, string type, string[] inputs, string[] outputs, params OnnxAttribute[] attributes)
    {
        sample.Writer.Node("ai.onnx.ml", type, inputs, outputs, attributes);
        return outputs[0];
    }

    private static float[] Numbers(ModelSample sample, int count) => sample.RandomFloats(count).Floats.ToArray();

    private static ModelSample LinearRegressor(int seed)
    {
        var sample = new ModelSample(seed, 0, 1 + (seed % 5));
        int features = sample.Random.Next(1, 9), targets = sample.Random.Next(1, 4);
        return sample.Output(MlNode(
            sample, "LinearRegressor", [sample.Floats(5, features)], ["r"], OnnxAttributes.Floats("coefficients", Numbers(sample, features * targets)),
            OnnxAttributes.Floats("intercepts", Numbers(sample, targets)), OnnxAttributes.Int("targets", targets)));
    }

    private static ModelSample LinearClassifier(int seed)
    {
        var sample = new ModelSample(seed, 0, 1 + (seed % 5));
        int features = sample.Random.Next(1, 9), classes = sample.Random.Next(2, 5);
        string[] transforms = ["NONE", "SOFTMAX", "LOGISTIC"];
        MlNode(
            sample, "LinearClassifier", [sample.Floats(5, features)], ["l", "p"], OnnxAttributes.Floats("coefficients", Numbers(sample, features * classes)),
            OnnxAttributes.Floats("intercepts", Numbers(sample, classes)), OnnxAttributes.Ints("classlabels_ints", [.. Enumerable.Range(3, classes).Select(i => (long)i)]),
            OnnxAttributes.Text("post_transform", transforms[seed % 3]));
        return sample.Output("l", ElementType.Int64).Output("p");
    }

    private static ModelSample Scaler(int seed)
    {
        var sample = new ModelSample(seed, 0, 1 + (seed % 5));
        int features = sample.Random.Next(1, 9), count = seed % 2 == 0 ? features : 1;
        return sample.Output(MlNode(
            sample, "Scaler", [sample.Floats(5, features)], ["r"], OnnxAttributes.Floats("offset", Numbers(sample, count)), OnnxAttributes.Floats("scale", Numbers(sample, count))));
    }

    private static ModelSample Normalizer(int seed)
    {
        var sample = new ModelSample(seed, 0, 1 + (seed % 5));
        string[] norms = ["MAX", "L1", "L2"];
        return sample.Output(MlNode(sample, "Normalizer", [sample.Node("Abs", [sample.Floats(5, sample.Random.Next(1, 9))])], ["r"], OnnxAttributes.Text("norm", norms[seed % 3])));
    }

    private static ModelSample Imputer(int seed)
    {
        var sample = new ModelSample(seed, 0, 1 + (seed % 5));
        Tensor x = sample.RandomFloats(5, 3);
        x.Floats[sample.Random.Next(x.Count)] = float.NaN;
        return sample.Output(MlNode(
            sample, "Imputer", [sample.Input(x)], ["r"], OnnxAttributes.Floats("imputed_value_floats", Numbers(sample, 3)), OnnxAttributes.Float("replaced_value_float", float.NaN)));
    }

    /// <summary>
    /// Full trees of depth 3 with random features, thresholds and leaves; every second seed binary for classes, every third in double (from
    /// version 3 on), with base values and other aggregates.
    /// </summary>
    private static ModelSample Trees(int seed, string leaf)
    {
        var sample = new ModelSample(seed, 0, 1 + (seed % 4)); // version 5 knows TreeEnsemble only
        bool wide = seed % 4 >= 2 && seed % 3 == 0, binary = leaf == "class" && seed % 2 == 1;
        int features = sample.Random.Next(1, 6), trees = sample.Random.Next(1, 6), targets = binary ? 2 : sample.Random.Next(leaf == "class" ? 3 : 1, 5);
        const int Inner = 7, All = 15;
        var ids = Enumerable.Range(0, trees * All).ToArray();
        var leafIds = ids.Where(i => i % All >= Inner).ToArray();
        float[] weights = Numbers(sample, leafIds.Length);
        if (binary && seed % 4 == 1)
            weights = [.. weights.Select(weight => Math.Abs(weight) / (4 * trees))];
        string[] modes = ["BRANCH_LEQ", "BRANCH_LT", "BRANCH_GTE", "BRANCH_GT"];
        var attributes = new List<OnnxAttribute>
        {
            OnnxAttributes.Ints("nodes_treeids", [.. ids.Select(i => (long)(i / All))]), OnnxAttributes.Ints("nodes_nodeids", [.. ids.Select(i => (long)(i % All))]),
            OnnxAttributes.Ints("nodes_truenodeids", [.. ids.Select(i => i % All < Inner ? (2L * (i % All)) + 1 : 0)]),
            OnnxAttributes.Ints("nodes_falsenodeids", [.. ids.Select(i => i % All < Inner ? (2L * (i % All)) + 2 : 0)]),
            OnnxAttributes.Ints("nodes_featureids", [.. ids.Select(_ => (long)sample.Random.Next(features))]),
            OnnxAttributes.Texts("nodes_modes", [.. ids.Select(i => i % All < Inner ? modes[seed % 4] : "LEAF")]), Reals("nodes_values", Numbers(sample, ids.Length), wide),
            OnnxAttributes.Ints($"{leaf}_treeids", [.. leafIds.Select(i => (long)(i / All))]), OnnxAttributes.Ints($"{leaf}_nodeids", [.. leafIds.Select(i => (long)(i % All))]),
            OnnxAttributes.Ints($"{leaf}_ids", [.. leafIds.Select(_ => binary ? (seed % 8 < 4 ? 0L : 1L) : (long)sample.Random.Next(targets))]), Reals($"{leaf}_weights", weights, wide),
        };
        string x = wide ? sample.Typed(ElementType.Double, 9, features) : sample.Floats(9, features);
        if (leaf == "target")
        {
            attributes.Add(OnnxAttributes.Int("n_targets", targets));
            attributes.Add(OnnxAttributes.Text("aggregate_function", sample.Pick("SUM", "AVERAGE", "MIN", "MAX")));
            if (targets == 1) // where a row meets no leaf of a target, ONNX Runtime forgets its base value
                attributes.Add(Reals("base_values", Numbers(sample, targets), wide));
            return sample.Output(MlNode(sample, "TreeEnsembleRegressor", [x], ["r"], [.. attributes]));
        }

        attributes.Add(OnnxAttributes.Ints("classlabels_int64s", [.. Enumerable.Range(0, targets).Select(i => (long)i)]));
        attributes.Add(OnnxAttributes.Text("post_transform", binary ? sample.Pick("NONE", "LOGISTIC", "NONE") : sample.Pick("NONE", "SOFTMAX", "LOGISTIC", "SOFTMAX_ZERO")));
        MlNode(sample, "TreeEnsembleClassifier", [x], ["l", "p"], [.. attributes]);
        return sample.Output("l", ElementType.Int64).Output("p");
    }

    private static OnnxAttribute Reals(string name, float[] values, bool wide) => wide
        ? OnnxAttributes.OfTensor(name + "_as_tensor", Tensor.From<double>([.. values.Select(value => (double)value * 1.1)], values.Length))
        : OnnxAttributes.Floats(name, values);

    /// <summary>Two decisions and three leaves a tree, now and then a membership test; float and double.</summary>
    private static ModelSample TreeTensors(int seed)
    {
        var sample = new ModelSample(seed, 0, 5);
        ElementType type = seed % 3 == 0 ? ElementType.Double : ElementType.Float;
        int trees = sample.Random.Next(1, 6), features = sample.Random.Next(1, 4), targets = sample.Random.Next(1, 4);
        bool members = seed % 4 == 3;
        long[] roots = [.. Enumerable.Range(0, trees).Select(t => 2L * t)], nodes = [.. Enumerable.Range(0, 2 * trees).Select(n => (long)n)];
        byte[] modes = [.. nodes.Select(n => (byte)(members && n % 2 == 0 ? 6 : seed % 4))];
        Tensor x = Tensor.Create(type, 9, features), modesTensor = Tensor.From<byte>(modes, modes.Length);
        ModelMarket.Learning.Kernels.CastKernel.TryRun(sample.RandomInts(-3, 4, 9, features), x);
        var attributes = new List<OnnxAttribute>
        {
            OnnxAttributes.Ints("tree_roots", roots), OnnxAttributes.Ints("nodes_featureids", [.. nodes.Select(_ => (long)sample.Random.Next(features))]), OnnxAttributes.OfTensor("nodes_modes", modesTensor),
            OnnxAttributes.OfTensor("nodes_splits", Real(type, Numbers(sample, nodes.Length))),
            OnnxAttributes.Ints("nodes_truenodeids", [.. nodes.Select(n => n % 2 == 0 ? n + 1 : ((n - 1) / 2 * 3) + 1)]), OnnxAttributes.Ints("nodes_trueleafs", [.. nodes.Select(n => n % 2)]),
            OnnxAttributes.Ints("nodes_falsenodeids", [.. nodes.Select(n => n % 2 == 0 ? n / 2 * 3 : ((n - 1) / 2 * 3) + 2)]), OnnxAttributes.Ints("nodes_falseleafs", [.. nodes.Select(_ => 1L)]),
            OnnxAttributes.Ints("leaf_targetids", [.. Enumerable.Range(0, 3 * trees).Select(_ => (long)sample.Random.Next(targets))]), OnnxAttributes.OfTensor("leaf_weights", Real(type, Numbers(sample, 3 * trees))),
            OnnxAttributes.Int("n_targets", targets), OnnxAttributes.Int("aggregate_function", sample.Pick(1, 1, 0, 2, 3)), OnnxAttributes.Int("post_transform", 0),
        };
        if (members)
            attributes.Add(OnnxAttributes.OfTensor("membership_values", Real(type, [.. Enumerable.Range(0, trees).SelectMany(t => new[] { t - 2f, t, 3f, float.NaN })])));
        return sample.Output(MlNode(sample, "TreeEnsemble", [sample.Input(x)], ["r"], [.. attributes]), type);
    }

    private static Tensor Real(ElementType type, float[] values)
    {
        Tensor tensor = Tensor.Create(type, values.Length);
        ModelMarket.Learning.Kernels.CastKernel.TryRun(Tensor.From<float>(values, values.Length), tensor);
        return tensor;
    }
}
