using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>ai.onnx.ml: LinearRegressor, LinearClassifier, Scaler, Normalizer, Imputer, Binarizer, ArrayFeatureExtractor, FeatureVectorizer, ZipMap. Sums in float, ascending features, then the intercept.</summary>
internal static class MlLinearOperators
{
    /// <summary>Adds the family.</summary>
    public static void Add(OperatorTableBuilder table)
    {
        table.Domain = "ai.onnx.ml";
        table.Add("LinearRegressor", 1, TypeSet.Float | TypeSet.Double | TypeSet.Index, node => MlScores.InferRegressor(node, "coefficients"), RunRegressor);
        table.Add("LinearClassifier", 1, TypeSet.Float | TypeSet.Double | TypeSet.Index, node => MlScores.InferClassifier(node, "coefficients"), RunClassifier);
        table.Add("Scaler", 1, TypeSet.Float | TypeSet.Double | TypeSet.Index, InferScaler, RunScaler);
        table.Add("Normalizer", 1, TypeSet.Float | TypeSet.Double | TypeSet.Index, InferNormalizer, RunNormalizer);
        table.Add("Imputer", 1, TypeSet.Float | TypeSet.Double | TypeSet.Int64, InferImputer, RunImputer);
        table.Add("Binarizer", 1, TypeSet.Float | TypeSet.Double, InferRules.SameAsInput(2 * WorkWeights.TypedAccess), RunBinarizer);
        table.Add("ArrayFeatureExtractor", 1, TypeSet.All, InferExtractor, RunExtractor);
        table.Add("FeatureVectorizer", 1, TypeSet.Float | TypeSet.Double | TypeSet.Index, InferVectorizer, RunVectorizer);
        table.Add("ZipMap", 1, TypeSet.Float, node => !node.Planned || node.Defer(), RunZipMap, OperatorTraits.MakesOutputs);
        table.Domain = "";
    }

    private static void RunRegressor(NodeRun run)
    {
        var scores = Scores(run);
        MlScores.Transform<float>(run.Node.Text("post_transform", "NONE"), scores, run.Out().Shape[1]);
        scores.CopyTo(run.Out().Floats);
    }

    /// <summary>Row by row Σ x·w in ascending features, + intercept.</summary>
    private static float[] Scores(NodeRun run)
    {
        float[] weights = run.Node.Floats("coefficients")!, intercepts = run.Node.Floats("intercepts") ?? [];
        (int rows, int features) = MlScores.RowsOf(run.In(0).Shape);
        int classes = weights.Length / features;
        var scores = new float[rows * classes];
        for (int i = 0; i < scores.Length; i++)
        {
            float sum = 0;
            for (int f = 0; f < features; f++)
                sum += (float)CastKernel.At(run.In(0), (i / classes * features) + f) * weights[(i % classes * features) + f];
            scores[i] = i % classes < intercepts.Length ? sum + intercepts[i % classes] : sum;
        }

        return scores;
    }

    private static void RunClassifier(NodeRun run) => MlScores.Classify(run, Array.ConvertAll(Scores(run), score => (double)score));

    private static bool InferScaler(NodeContext node)
    {
        if (!node.TryShape(0, out int[] x))
            return false;
        int features = x.Length == 0 ? 1 : x[^1];
        foreach (string name in (string[])["offset", "scale"])
        {
            int count = node.Floats(name)?.Length ?? 0;
            if (count != 1 && count != features)
                return node.Fail(LearningError.OperatorAttribute, $"{count} numbers in {name} for {features} features");
        }

        node.Work = InferRules.CountOf(x) * WorkWeights.TypedAccess;
        return node.Output(0, ElementType.Float, x);
    }

    private static void RunScaler(NodeRun run)
    {
        float[] offset = run.Node.Floats("offset")!, scale = run.Node.Floats("scale")!;
        Span<float> y = run.Out().Floats;
        int features = run.In(0).Rank == 0 ? 1 : run.In(0).Shape[^1];
        for (int i = 0; i < y.Length; i++)
        {
            int f = i % features;
            y[i] = ((float)CastKernel.At(run.In(0), i) - offset[offset.Length == 1 ? 0 : f]) * scale[scale.Length == 1 ? 0 : f];
        }
    }

    private static bool InferNormalizer(NodeContext node)
    {
        if (!node.TryShape(0, out int[] x))
            return false;
        if (x.Length == 0 || node.Text("norm", "MAX") is not ("MAX" or "L1" or "L2"))
            return node.Fail(LearningError.OperatorAttribute, "norm must be MAX, L1 or L2");
        node.Work = InferRules.CountOf(x) * WorkWeights.TypedAccess;
        return node.Output(0, ElementType.Float, x);
    }

    private static void RunNormalizer(NodeRun run)
    {
        Span<float> y = run.Out().Floats;
        int features = Math.Max(1, run.In(0).Shape[^1]);
        string norm = run.Node.Text("norm", "MAX");
        for (int start = 0; start < y.Length; start += features)
        {
            float sum = norm == "MAX" ? float.NegativeInfinity : 0;
            for (int i = start; i < start + features; i++)
            {
                y[i] = (float)CastKernel.At(run.In(0), i);
                sum = norm switch { "MAX" => Ordering.Max(sum, y[i]), "L1" => sum + Math.Abs(y[i]), _ => sum + (y[i] * y[i]) };
            }

            float divisor = norm == "L2" ? (float)Math.Sqrt(sum) : sum;
            for (int i = start; i < start + features && divisor != 0; i++)
                y[i] /= divisor;
        }
    }

    private static bool InferImputer(NodeContext node)
    {
        if (!node.TryShape(0, out int[] x))
            return false;
        int features = x.Length == 0 ? 1 : x[^1];
        int count = node.TypeOf(0) == ElementType.Int64 ? node.Ints("imputed_value_int64s")?.Length ?? 0 : node.Floats("imputed_value_floats")?.Length ?? 0;
        if (count != 1 && count != features)
            return node.Fail(LearningError.OperatorAttribute, $"{count} imputed values for {features} features");
        node.Work = InferRules.CountOf(x) * 2 * WorkWeights.TypedAccess;
        return node.Output(0, node.TypeOf(0), x);
    }

    private static void RunImputer(NodeRun run)
    {
        Tensor x = run.In(0), y = run.Out();
        ElementCopy.All(x, y);
        int features = Math.Max(1, x.Rank == 0 ? 1 : x.Shape[^1]);
        float missing = run.Node.Float("replaced_value_float", 0);
        for (int i = 0; i < x.Count; i++)
        {
            if (x.Type == ElementType.Int64)
            {
                long[] imputed = run.Node.Ints("imputed_value_int64s")!;
                y.Int64s[i] = x.Int64s[i] == run.Node.Int("replaced_value_int64", 0) ? imputed[imputed.Length == 1 ? 0 : i % features] : x.Int64s[i];
                continue;
            }

            double value = CastKernel.At(x, i);
            if (value != missing && !(float.IsNaN(missing) && double.IsNaN(value)))
                continue;
            float[] floats = run.Node.Floats("imputed_value_floats")!;
            float put = floats[floats.Length == 1 ? 0 : i % features];
            if (x.Type == ElementType.Float)
                y.Floats[i] = put;
            else
                y.Doubles[i] = put;
        }
    }

    private static void RunBinarizer(NodeRun run)
    {
        float threshold = run.Node.Float("threshold", 0);
        Tensor ones = Tensor.Create(ElementType.Bool, run.In(0).Shape);
        for (int i = 0; i < ones.Count; i++)
            ones.Bools[i] = CastKernel.At(run.In(0), i) > threshold;
        CastKernel.TryRun(ones, run.Out());
    }

    private static bool InferExtractor(NodeContext node)
    {
        if (!node.TryShape(0, out int[] x) || !node.TryShape(1, out int[] indices))
            return false;
        if (x.Length == 0 || node.TypeOf(1) != ElementType.Int64)
            return node.Fail(LearningError.OperatorShape, "a tensor and Int64 indices are due");
        int count = (int)InferRules.CountOf(indices);
        int[] shape = x.Length == 1 ? [1, count] : [.. x[..^1], count];
        node.Work = InferRules.CountOf(shape) * WorkWeights.Moved;
        return node.Output(0, node.TypeOf(0), shape);
    }

    private static void RunExtractor(NodeRun run)
    {
        Tensor x = run.In(0), indices = run.In(1), y = run.Out();
        int features = x.Shape[^1];
        for (int i = 0; i < y.Count; i++)
        {
            if (!GatherOperators.TryIndex(run, indices.Int64s[i % indices.Count], features, out int at))
                return;
            ElementCopy.Run(x, (i / indices.Count * features) + at, y, i, 1);
        }
    }

    private static bool InferVectorizer(NodeContext node)
    {
        long[] sizes = node.Ints("inputdimensions") ?? [];
        int rows = -1;
        long columns = 0;
        for (int i = 0; i < node.InputCount; i++)
        {
            if (!node.TryShape(i, out int[] x))
                return false;
            (int own, int features) = MlScores.RowsOf(x);
            if (i >= sizes.Length || sizes[i] != features || (rows >= 0 && rows != own) || node.TypeOf(i).SizeBytes() == 0)
                return node.Fail(LearningError.OperatorShape, $"input {i} of shape {TensorShape.Text(x)}");
            rows = own;
            columns += features;
        }

        if (node.InputCount == 0 || columns > LearningLimits.TensorElementsMax)
            return node.Fail(LearningError.OperatorInputs, "no inputs, or too many columns");
        node.Work = rows * columns * WorkWeights.TypedAccess;
        return node.Output(0, ElementType.Float, [rows, (int)columns]);
    }

    private static void RunVectorizer(NodeRun run)
    {
        int columns = run.Out().Shape[1], start = 0;
        for (int i = 0; i < run.InputCount; i++)
        {
            (int rows, int features) = MlScores.RowsOf(run.In(i).Shape);
            for (int j = 0; j < rows * features; j++)
                run.Out().Floats[(j / features * columns) + start + (j % features)] = (float)CastKernel.At(run.In(i), j);
            start += features;
        }
    }

    private static void RunZipMap(NodeRun run)
    {
        Tensor? labels = run.Node.Strings("classlabels_strings") is { Length: > 0 } texts ? Tensor.FromStrings(texts, texts.Length)
            : run.Node.Ints("classlabels_int64s") is { Length: > 0 } numbers ? Tensor.From<long>(numbers, numbers.Length) : null;
        if (labels is null || run.TryIn(0) is not { Type: ElementType.Float, Rank: 1 or 2 } scores || scores.Shape[^1] != labels.Count)
            run.Fail(LearningError.OperatorShape, "scores of as many columns as there are class labels are due");
        else
            run.Set(0, new TensorMapList(labels, scores.Copy().Reshaped(scores.Rank == 2 ? scores.Shape : [1, scores.Count])));
    }
}
