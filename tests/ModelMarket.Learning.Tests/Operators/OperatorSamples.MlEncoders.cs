using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Tests.Operators;

/// <content>Labels, categories and support vectors of ai.onnx.ml.</content>
internal static partial class OperatorSamples
{
    private static void AddMlEncoders(Dictionary<string, Func<int, ModelSample>> all)
    {
        all["ml.LabelEncoder"] = LabelEncoder;
        all["ml.CategoryMapper"] = seed => ToAndFro(seed, "CategoryMapper", 1, [OnnxAttributes.Ints("cats_int64s", 3, 5, 7, 9), OnnxAttributes.Texts("cats_strings", "a", "b", "c", "d")]);
        all["ml.OneHotEncoder"] = OneHotEncoder;
        all["ml.Binarizer"] = seed => Ml(seed, 1, m => ("Binarizer", [m.Floats(4, 5)], [OnnxAttributes.Float("threshold", 0.5f)]));
        all["ml.ArrayFeatureExtractor"] = seed => Ml(seed, 1, m => ("ArrayFeatureExtractor", [m.Floats(m.Pick<int[]>([4, 5], [2, 3, 5])), m.Constant(m.RandomInts(0, 5, 1, 3))], []));
        all["ml.FeatureVectorizer"] = seed => Ml(seed, 1, m => ("FeatureVectorizer", [m.Floats(4, 2), m.Floats(4, 3)], [OnnxAttributes.Ints("inputdimensions", 2, 3)]));
        all["ml.SVMRegressor"] = SvmRegressor;
        all["ml.SVMClassifier"] = SvmClassifier;
    }

    private static ModelSample Ml(int seed, int version, Func<ModelSample, (string Type, string[] Inputs, OnnxAttribute[] Attributes)> node, ElementType result = ElementType.Float)
    {
        var sample = new ModelSample(seed, 0, version + (seed % (6 - version)));
        (string type, string[] inputs, OnnxAttribute[] attributes) = node(sample);
        return sample.Output(MlNode(sample, type, inputs, ["r"], attributes), result);
    }

    private static ModelSample ToAndFro(int seed, string type, int version, OnnxAttribute[] attributes)
    {
        bool texts = seed % 2 == 0;
        OnnxAttribute[] all = [.. attributes, OnnxAttributes.Int("default_int64", 42), OnnxAttributes.Text("default_string", "none")];
        var sample = new ModelSample(seed, 0, version);
        string x = texts ? sample.Typed(ElementType.String, 3, 4) : sample.Input(sample.RandomInts(0, 10, 3, 4));
        return sample.Output(MlNode(sample, type, [x], ["r"], all), texts ? ElementType.Int64 : ElementType.String);
    }

    /// <summary>Version 2 knows lists, version 4 tensors too.</summary>
    private static ModelSample LabelEncoder(int seed)
    {
        (string Keys, string Values, ElementType From, ElementType To)[] forms =
        [
            ("strings", "int64s", ElementType.String, ElementType.Int64), ("int64s", "floats", ElementType.Int64, ElementType.Float), ("floats", "strings", ElementType.Float, ElementType.String),
            ("strings", "strings", ElementType.String, ElementType.String), ("int64s", "int64s", ElementType.Int64, ElementType.Int64), ("tensor", "tensor", ElementType.Double, ElementType.Double),
            ("tensor", "tensor", ElementType.String, ElementType.Int64),
        ];
        (string Keys, string Values, ElementType From, ElementType To) form = forms[seed % forms.Length];
        bool tensors = form.Keys == "tensor";
        var sample = new ModelSample(seed, 0, tensors ? 4 + (seed % 2) : 2 + (seed % 4));
        Tensor keys = Distinct(form.From), x = Tensor.Create(form.From, 3, 4);
        for (int i = 0; i < x.Count; i++)
            ModelMarket.Learning.Kernels.ElementCopy.Run(Distinct(form.From, 6), sample.Random.Next(6), x, i, 1);
        var attributes = new List<OnnxAttribute> { tensors ? OnnxAttributes.OfTensor("keys_tensor", keys) : List("keys_" + form.Keys, keys), tensors ? OnnxAttributes.OfTensor("values_tensor", Distinct(form.To)) : List("values_" + form.Values, Distinct(form.To)) };
        if (tensors)
            attributes.Add(OnnxAttributes.OfTensor("default_tensor", Distinct(form.To, 1)));
        return sample.Output(MlNode(sample, "LabelEncoder", [sample.Input(x)], ["r"], [.. attributes]), form.To);
    }

    private static Tensor Distinct(ElementType type, int count = 4)
    {
        if (type == ElementType.String)
            return Tensor.FromStrings([.. Enumerable.Range(0, count).Select(i => $"k{i}")], count);
        Tensor tensor = Tensor.Create(type, count);
        ModelMarket.Learning.Kernels.CastKernel.TryRun(Tensor.From<float>([.. Enumerable.Range(0, count).Select(i => (i * 1.0f) + 2)], count), tensor);
        return tensor;
    }

    private static OnnxAttribute List(string name, Tensor tensor) => tensor.Type switch
    {
        ElementType.String => OnnxAttributes.Texts(name, tensor.Strings.ToArray()),
        ElementType.Int64 => OnnxAttributes.Ints(name, tensor.Int64s.ToArray()),
        _ => OnnxAttributes.Floats(name, tensor.Floats.ToArray()),
    };

    private static ModelSample OneHotEncoder(int seed) => seed % 2 == 0
        ? Ml(seed, 1, m => ("OneHotEncoder", [m.Typed(ElementType.String, 3, 2)], [OnnxAttributes.Texts("cats_strings", "a", "c", "d")]))
        : Ml(seed, 1, m => ("OneHotEncoder", [m.Input(m.RandomInts(0, 5, 7))], [OnnxAttributes.Ints("cats_int64s", 3, 1, 2), OnnxAttributes.Int("zeros", 1)]));

    private static OnnxAttribute[] Kernel(ModelSample sample, string type) =>
        [OnnxAttributes.Text("kernel_type", type), OnnxAttributes.Floats("kernel_params", 0.1f, sample.Pick(0.5f, 1f), sample.Pick(2f, 3f))];

    private static ModelSample SvmRegressor(int seed) => Ml(seed, 1, sample =>
    {
        int features = sample.Random.Next(1, 6), vectors = sample.Random.Next(1, 9);
        bool linear = seed % 5 == 4;
        OnnxAttribute[] machine = linear
            ? [OnnxAttributes.Floats("coefficients", Numbers(sample, features))]
            : [OnnxAttributes.Floats("coefficients", Numbers(sample, vectors)), OnnxAttributes.Floats("support_vectors", Numbers(sample, vectors * features)), OnnxAttributes.Int("n_supports", vectors)];
        return ("SVMRegressor", [sample.Floats(5, features)], [.. machine, .. Kernel(sample, sample.Pick("RBF", "POLY", "SIGMOID", "LINEAR")), OnnxAttributes.Floats("rho", 0.3f), OnnxAttributes.Int("one_class", seed / 5 % 2)]);
    });

    /// <summary>Two to four classes, with and without probabilities; linear ones have three or more, as ONNX Runtime gives a machine of two the second label for any positive score.</summary>
    private static ModelSample SvmClassifier(int seed)
    {
        var sample = new ModelSample(seed, 0, 1 + (seed % 5));
        bool linear = seed % 4 == 3, probabilities = seed % 2 == 0;
        int features = sample.Random.Next(1, 6), classes = 2 + (seed % 3) + (linear ? 1 : 0), pairs = classes * (classes - 1) / 2, perClass = sample.Random.Next(1, 5), vectors = classes * perClass;
        var attributes = new List<OnnxAttribute>
        {
            OnnxAttributes.Ints("classlabels_ints", [.. Enumerable.Range(3, classes).Select(i => (long)i)]), OnnxAttributes.Floats("coefficients", Numbers(sample, linear ? classes * features : (classes - 1) * vectors)),
            OnnxAttributes.Floats("rho", Numbers(sample, linear ? 1 : pairs)), OnnxAttributes.Text("post_transform", seed % 8 == 1 ? "LOGISTIC" : seed % 8 == 5 && classes > 2 ? "SOFTMAX" : "NONE"),
        };
        attributes.AddRange(Kernel(sample, linear ? "LINEAR" : sample.Pick("RBF", "POLY", "SIGMOID", "LINEAR", "RBF")));
        if (!linear)
        {
            attributes.Add(OnnxAttributes.Floats("support_vectors", Numbers(sample, vectors * features)));
            attributes.Add(OnnxAttributes.Ints("vectors_per_class", [.. Enumerable.Repeat((long)perClass, classes)]));
        }

        if (!linear && probabilities)
        {
            attributes.Add(OnnxAttributes.Floats("prob_a", [.. Enumerable.Repeat(-0.7f, pairs)]));
            attributes.Add(OnnxAttributes.Floats("prob_b", [.. Enumerable.Repeat(0.1f, pairs)]));
        }

        MlNode(sample, "SVMClassifier", [sample.Floats(5, features)], ["l", "p"], [.. attributes]);
        return sample.Output("l", ElementType.Int64).Output("p");
    }
}
