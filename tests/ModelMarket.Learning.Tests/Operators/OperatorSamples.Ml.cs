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
    }

    private static string MlNode(ModelSample sample, string type, string[] inputs, string[] outputs, params OnnxAttribute[] attributes)
    {
        sample.Writer.Node("ai.onnx.ml", type, inputs, outputs, attributes);
        return outputs[0];
    }

    private static float[] Numbers(ModelSample sample, int count) => sample.RandomFloats(count).Floats.ToArray();

    private static ModelSample LinearRegressor(int seed)
    {
        var sample = new ModelSample(seed, 17, 3);
        int features = sample.Random.Next(1, 9), targets = sample.Random.Next(1, 4);
        return sample.Output(MlNode(
            sample, "LinearRegressor", [sample.Floats(5, features)], ["r"], OnnxAttributes.Floats("coefficients", Numbers(sample, features * targets)),
            OnnxAttributes.Floats("intercepts", Numbers(sample, targets)), OnnxAttributes.Int("targets", targets)));
    }

    private static ModelSample LinearClassifier(int seed)
    {
        var sample = new ModelSample(seed, 17, 3);
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
        var sample = new ModelSample(seed, 17, 3);
        int features = sample.Random.Next(1, 9), count = seed % 2 == 0 ? features : 1;
        return sample.Output(MlNode(
            sample, "Scaler", [sample.Floats(5, features)], ["r"], OnnxAttributes.Floats("offset", Numbers(sample, count)), OnnxAttributes.Floats("scale", Numbers(sample, count))));
    }

    private static ModelSample Normalizer(int seed)
    {
        var sample = new ModelSample(seed, 17, 3);
        string[] norms = ["MAX", "L1", "L2"];
        return sample.Output(MlNode(sample, "Normalizer", [sample.Node("Abs", [sample.Floats(5, sample.Random.Next(1, 9))])], ["r"], OnnxAttributes.Text("norm", norms[seed % 3])));
    }

    private static ModelSample Imputer(int seed)
    {
        var sample = new ModelSample(seed, 17, 3);
        Tensor x = sample.RandomFloats(5, 3);
        x.Floats[sample.Random.Next(x.Count)] = float.NaN;
        return sample.Output(MlNode(
            sample, "Imputer", [sample.Input(x)], ["r"], OnnxAttributes.Floats("imputed_value_floats", Numbers(sample, 3)), OnnxAttributes.Float("replaced_value_float", float.NaN)));
    }

    /// <summary>Full trees of depth 3 with random features, thresholds and leaves.</summary>
    private static ModelSample Trees(int seed, string leaf)
    {
        var sample = new ModelSample(seed, 17, 3);
        int features = sample.Random.Next(1, 6), trees = sample.Random.Next(1, 6), targets = sample.Random.Next(leaf == "class" ? 3 : 1, 5);
        const int Inner = 7, All = 15;
        var ids = Enumerable.Range(0, trees * All).ToArray();
        var leafIds = ids.Where(i => i % All >= Inner).ToArray();
        var attributes = new List<OnnxAttribute>
        {
            OnnxAttributes.Ints("nodes_treeids", [.. ids.Select(i => (long)(i / All))]), OnnxAttributes.Ints("nodes_nodeids", [.. ids.Select(i => (long)(i % All))]),
            OnnxAttributes.Ints("nodes_truenodeids", [.. ids.Select(i => i % All < Inner ? (2L * (i % All)) + 1 : 0)]),
            OnnxAttributes.Ints("nodes_falsenodeids", [.. ids.Select(i => i % All < Inner ? (2L * (i % All)) + 2 : 0)]),
            OnnxAttributes.Ints("nodes_featureids", [.. ids.Select(_ => (long)sample.Random.Next(features))]),
            OnnxAttributes.Texts("nodes_modes", [.. ids.Select(i => i % All < Inner ? "BRANCH_LEQ" : "LEAF")]), OnnxAttributes.Floats("nodes_values", Numbers(sample, ids.Length)),
            OnnxAttributes.Ints($"{leaf}_treeids", [.. leafIds.Select(i => (long)(i / All))]), OnnxAttributes.Ints($"{leaf}_nodeids", [.. leafIds.Select(i => (long)(i % All))]),
            OnnxAttributes.Ints($"{leaf}_ids", [.. leafIds.Select(_ => (long)sample.Random.Next(targets))]), OnnxAttributes.Floats($"{leaf}_weights", Numbers(sample, leafIds.Length)),
        };
        if (leaf == "target")
        {
            attributes.Add(OnnxAttributes.Int("n_targets", targets));
            return sample.Output(MlNode(sample, "TreeEnsembleRegressor", [sample.Floats(9, features)], ["r"], [.. attributes]));
        }

        attributes.Add(OnnxAttributes.Ints("classlabels_int64s", [.. Enumerable.Range(0, targets).Select(i => (long)i)]));
        MlNode(sample, "TreeEnsembleClassifier", [sample.Floats(9, features)], ["l", "p"], [.. attributes]);
        return sample.Output("l", ElementType.Int64).Output("p");
    }
}
