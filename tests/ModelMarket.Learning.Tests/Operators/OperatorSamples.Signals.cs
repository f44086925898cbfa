using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Tests.Operators;

/// <content>Signals, linear algebra, losses, detection, text.</content>
internal static partial class OperatorSamples
{
    private static void AddSignals(Dictionary<string, Func<int, ModelSample>> all)
    {
        all["DFT"] = Dft;
        all["STFT"] = seed => Indexed(seed, m => ("STFT", [m.Floats(2, 16, 1), m.Constant(Tensor.From<long>([seed % 3 + 2])), m.Constant(m.RandomFloats(6))], [OnnxAttributes.Int("onesided", seed % 2)]));
        foreach (string type in (string[])["HannWindow", "HammingWindow", "BlackmanWindow"])
            all[type] = seed => Indexed(seed, m => (type, [m.Constant(Tensor.From<long>([(long)m.Random.Next(3, 20)]))], [OnnxAttributes.Int("periodic", seed % 2)]));
        all["MelWeightMatrix"] = seed => Indexed(seed, m => (
            "MelWeightMatrix", [Number(m, 4 + (seed % 4)), Number(m, 16), Number(m, 8192), m.Constant(Tensor.From<float>([seed])), m.Constant(Tensor.From<float>([3000f + (seed * 20)]))], []));
        all["Det"] = seed => Indexed(seed, m => ("Det", [m.Floats(sample(seed))], []));
        all["Einsum"] = Einsum;
        all["NegativeLogLikelihoodLoss"] = seed => Loss(seed, "NegativeLogLikelihoodLoss");
        all["SoftmaxCrossEntropyLoss"] = seed => Loss(seed, "SoftmaxCrossEntropyLoss");
        all["NonMaxSuppression"] = NonMaxSuppression;
        all["TfIdfVectorizer"] = TfIdf;

        static int[] sample(int seed) => seed % 2 == 0 ? [3, 3] : [2, 4, 4];
    }

    private static string Number(ModelSample sample, long value) => sample.Constant(Tensor.From<long>([value]));

    /// <summary>The axis is an attribute before opset 20 and an input after.</summary>
    private static ModelSample Dft(int seed)
    {
        var sample = new ModelSample(seed);
        int parts = 1 + (seed % 2), axis = sample.Pick(1, 2);
        string x = sample.Floats(2, 5, 6, parts);
        bool oneSided = parts == 1 && seed % 4 == 0;
        OnnxAttribute[] flags = [OnnxAttributes.Int("onesided", oneSided ? 1 : 0), OnnxAttributes.Int("inverse", parts == 2 ? seed / 2 % 2 : 0)];
        return sample.Opset < 20 ? sample.One("DFT", [x], [.. flags, OnnxAttributes.Int("axis", axis)]) : sample.One("DFT", [x, "", Number(sample, axis)], flags);
    }

    private static ModelSample Einsum(int seed)
    {
        var sample = new ModelSample(seed);
        (string Equation, int[][] Shapes) form = sample.Pick<(string, int[][])>(
            ("ij,jk->ik", [[3, 4], [4, 5]]), ("bij,bjk->bik", [[2, 3, 4], [2, 4, 5]]), ("ij->ji", [[3, 4]]), ("ij->", [[3, 4]]), ("...i,...i->...", [[2, 3, 4], [2, 3, 4]]), ("i,j->ij", [[3], [4]]),
            ("bhid,bhjd->bhij", [[2, 2, 3, 4], [2, 2, 5, 4]]));
        return sample.One("Einsum", [.. form.Shapes.Select(sample.Floats)], OnnxAttributes.Text("equation", form.Equation));
    }

    private static ModelSample Loss(int seed, string type)
    {
        var sample = new ModelSample(seed);
        bool spatial = seed % 2 == 1;
        int[] scores = spatial ? [3, 4, 2] : [3, 4], labels = spatial ? [3, 2] : [3];
        Tensor weights = sample.RandomFloats(4);
        foreach (ref float weight in weights.Floats)
            weight = Math.Abs(weight) + 0.1f;
        string x = sample.Floats(scores), y = sample.Input(sample.RandomInts(0, 4, labels));
        return sample.One(type, seed % 3 == 0 ? [x, y] : [x, y, sample.Constant(weights)], OnnxAttributes.Text("reduction", sample.Pick("mean", "sum", "none", "mean")));
    }

    private static ModelSample NonMaxSuppression(int seed)
    {
        var sample = new ModelSample(seed);
        Tensor boxes = Tensor.Create(ElementType.Float, 1, 8, 4);
        for (int i = 0; i < 8; i++)
        {
            float x = sample.Random.NextSingle() * 3, y = sample.Random.NextSingle() * 3;
            new[] { x, y, x + 1 + sample.Random.NextSingle(), y + 1 + sample.Random.NextSingle() }.CopyTo(boxes.Floats[(4 * i)..]);
        }

        return sample.One(
            "NonMaxSuppression", ElementType.Int64,
            [sample.Input(boxes), sample.Floats(1, 2, 8), Number(sample, 3 + (seed % 3)), sample.Constant(Tensor.From<float>([0.4f])), sample.Constant(Tensor.From<float>([sample.Pick(-9f, 0f)]))],
            OnnxAttributes.Int("center_point_box", seed % 2));
    }

    private static ModelSample TfIdf(int seed)
    {
        var sample = new ModelSample(seed);
        return sample.One(
            "TfIdfVectorizer", [sample.Input(sample.RandomInts(0, 5, 2, 9))], OnnxAttributes.Text("mode", sample.Pick("TF", "IDF", "TFIDF")), OnnxAttributes.Int("min_gram_length", 1), OnnxAttributes.Int("max_gram_length", 2),
            OnnxAttributes.Int("max_skip_count", seed % 3), OnnxAttributes.Ints("ngram_counts", 0, 4), OnnxAttributes.Ints("ngram_indexes", 0, 1, 2, 3, 4, 5, 6),
            OnnxAttributes.Ints("pool_int64s", 0, 1, 2, 3, 0, 1, 1, 2, 3, 4), OnnxAttributes.Floats("weights", 1, 2, 0.5f, 3, 1.5f, 1, 2));
    }
}
