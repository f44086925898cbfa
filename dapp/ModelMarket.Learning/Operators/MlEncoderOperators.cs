using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>ai.onnx.ml: LabelEncoder, CategoryMapper, OneHotEncoder. Of equal keys the first counts; NaN equals NaN, −0 equals +0.</summary>
internal static class MlEncoderOperators
{
    private sealed record Mapping(LabelKeys Keys, Tensor Values, Tensor Otherwise);

    /// <summary>Adds the family.</summary>
    public static void Add(OperatorTableBuilder table)
    {
        table.Domain = "ai.onnx.ml";
        table.Add("LabelEncoder", 1, TypeSet.String | TypeSet.Int64, node => InferCategories(node, node.Strings("classes_strings"), null), RunMapping);
        table.Add("LabelEncoder", 2, TypeSet.All, InferLabels, RunMapping);
        table.Add("CategoryMapper", 1, TypeSet.String | TypeSet.Int64, node => InferCategories(node, node.Strings("cats_strings"), node.Ints("cats_int64s")), RunMapping);
        table.Add("OneHotEncoder", 1, TypeSet.String | TypeSet.Float | TypeSet.Double | TypeSet.Index, InferOneHot, RunOneHot);
        table.Domain = "";
    }

    /// <summary>Texts to numbers and back; without numbers of their own, categories are numbered from 0.</summary>
    private static bool InferCategories(NodeContext node, string[]? texts, long[]? numbers)
    {
        texts ??= [];
        numbers ??= Array.ConvertAll(Indices(texts.Length), index => (long)index);
        if (texts.Length == 0 || numbers.Length != texts.Length)
            return node.Fail(LearningError.OperatorAttribute, $"{texts.Length} texts and {numbers.Length} numbers");
        Tensor names = Tensor.FromStrings(texts, texts.Length), ids = Tensor.From<long>(numbers, numbers.Length);
        return node.TypeOf(0) == ElementType.String
            ? Finish(node, names, ids, Tensor.From<long>([node.Int("default_int64", -1)], 1))
            : Finish(node, ids, names, Tensor.FromStrings([node.Text("default_string", "_Unused")], 1));
    }

    private static int[] Indices(int count)
    {
        var indices = new int[count];
        for (int i = 0; i < count; i++)
            indices[i] = i;
        return indices;
    }

    private static bool InferLabels(NodeContext node)
    {
        Tensor? keys = List(node, "keys"), values = List(node, "values");
        if (keys is null || values is null || keys.Count != values.Count || keys.Count == 0)
            return node.Fail(LearningError.OperatorAttribute, $"{keys?.Count ?? 0} keys and {values?.Count ?? 0} values");
        if (node.TypeOf(0) != ElementType.None && node.TypeOf(0) != keys.Type)
            return node.Fail(LearningError.OperatorType, $"keys of {keys.Type} for an input of {node.TypeOf(0)}");
        Tensor otherwise = node.TensorOf("default_tensor") ?? values.Type switch
        {
            ElementType.String => Tensor.FromStrings([node.Text("default_string", "_Unused")], 1),
            ElementType.Int64 => Tensor.From<long>([node.Int("default_int64", -1)], 1),
            ElementType.Float => Tensor.From<float>([node.Float("default_float", -0.0f)], 1),
            _ => Default(values.Type),
        };
        if (otherwise.Type != values.Type || otherwise.Count != 1)
            return node.Fail(LearningError.OperatorAttribute, $"a default of {otherwise} for values of {values.Type}");
        return Finish(node, keys, values, otherwise);
    }

    /// <summary>keys_tensor, keys_strings, keys_int64s or keys_floats.</summary>
    private static Tensor? List(NodeContext node, string name)
    {
        if (node.TensorOf(name + "_tensor") is { } tensor)
            return tensor;
        if (node.Strings(name + "_strings") is { Length: > 0 } texts)
            return Tensor.FromStrings(texts, texts.Length);
        if (node.Ints(name + "_int64s") is { Length: > 0 } numbers)
            return Tensor.From<long>(numbers, numbers.Length);
        return node.Floats(name + "_floats") is { Length: > 0 } floats ? Tensor.From<float>(floats, floats.Length) : null;
    }

    /// <summary>−1 for whole numbers, −0 for floats.</summary>
    private static Tensor Default(ElementType type)
    {
        Tensor otherwise = Tensor.Create(type, 1);
        CastKernel.TryRun(Tensor.From<float>([type.IsFloating() ? -0.0f : -1], 1), otherwise);
        return otherwise;
    }

    private static bool Finish(NodeContext node, Tensor keys, Tensor values, Tensor otherwise)
    {
        if (!node.TryShape(0, out int[] x))
            return false;
        node.State = new Mapping(new LabelKeys(keys), values, otherwise);
        node.Work = (InferRules.CountOf(x) * WorkWeights.SortStep) + (keys.Count * WorkWeights.Element);
        return node.Output(0, values.Type, x);
    }

    private static void RunMapping(NodeRun run)
    {
        var mapping = (Mapping)run.Node.State!;
        for (int i = 0; i < run.In(0).Count; i++)
        {
            int at = mapping.Keys.Find(run.In(0), i);
            ElementCopy.Run(at < 0 ? mapping.Otherwise : mapping.Values, Math.Max(at, 0), run.Out(), i, 1);
        }
    }

    private static bool InferOneHot(NodeContext node)
    {
        if (!node.TryShape(0, out int[] x))
            return false;
        string[] texts = node.Strings("cats_strings") ?? [];
        long[] numbers = node.Ints("cats_int64s") ?? [];
        bool isText = node.TypeOf(0) == ElementType.String;
        int count = isText ? texts.Length : numbers.Length;
        if (count == 0)
            return node.Fail(LearningError.OperatorAttribute, $"no categories for an input of {node.TypeOf(0)}");
        node.State = new LabelKeys(isText ? Tensor.FromStrings(texts, count) : Tensor.From<long>(numbers, count));
        int[] shape = [.. x, count];
        if (!node.Output(0, ElementType.Float, shape))
            return false;
        node.Work = (InferRules.CountOf(x) * WorkWeights.SortStep) + (InferRules.CountOf(shape) * WorkWeights.Moved);
        return true;
    }

    private static void RunOneHot(NodeRun run)
    {
        var keys = (LabelKeys)run.Node.State!;
        Tensor x = run.In(0);
        if (x.Type is not (ElementType.String or ElementType.Int64))
        {
            x = Tensor.Create(ElementType.Int64, x.Shape);
            CastKernel.TryRun(run.In(0), x);
        }

        Span<float> y = run.Out().Floats;
        y.Clear();
        int categories = run.Out().Shape[^1];
        for (int i = 0; i < x.Count; i++)
        {
            int at = keys.Find(x, i);
            if (at >= 0)
                y[(i * categories) + at] = 1;
            else if (run.Node.Int("zeros", 1) == 0)
                run.Fail(LearningError.RunValue, $"element {i} is in no category");
        }
    }
}
