using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>TfIdfVectorizer over numbers and texts. StringNormalizer is left out: case folding depends on a culture.</summary>
internal static class TextOperators
{
    /// <summary>Adds the family.</summary>
    public static void Add(OperatorTableBuilder table) => table.Add("TfIdfVectorizer", 9, TypeSet.String | TypeSet.Index, Infer, Run);

    private static bool Infer(NodeContext node)
    {
        if (!node.TryShape(0, out int[] x))
            return false;
        long[] indexes = node.Ints("ngram_indexes") ?? [], counts = node.Ints("ngram_counts") ?? [];
        long size = 0;
        foreach (long index in indexes)
            size = Math.Max(size, index < 0 ? long.MaxValue - 1 : index + 1);
        int pool = (node.Strings("pool_strings")?.Length ?? 0) + (node.Ints("pool_int64s")?.Length ?? 0);
        foreach (long count in counts)
        {
            if (count < 0 || count > pool)
                return node.Fail(LearningError.OperatorAttribute, $"n-gram count {count} in a pool of {pool}");
        }

        if (x.Length is not (1 or 2) || size > LearningLimits.TensorElementsMax || node.Int("max_gram_length", 1) is < 1 or > 64 || node.Int("max_skip_count", 0) is < 0 or > 1024)
            return node.Fail(LearningError.OperatorAttribute, "one or two dimensions, grams of up to 64 and skips of up to 1024 are supported");
        int[] shape = x.Length == 1 ? [(int)size] : [x[0], (int)size];
        node.Work = InferRules.CountOf(x) * (node.Int("max_skip_count", 0) + 1) * Math.Max(1, indexes.Length) * node.Int("max_gram_length", 1);
        return node.Output(0, ElementType.Float, shape);
    }

    private static void Run(NodeRun run)
    {
        Tensor x = run.In(0);
        Span<float> y = run.Out().Floats;
        y.Clear();
        int rows = x.Rank == 2 ? x.Shape[0] : 1, length = x.Rank == 2 ? x.Shape[1] : x.Shape[0], size = run.Out().Shape[^1];
        List<(string[] Gram, int Index)> grams = Grams(run.Node);
        for (int row = 0; row < rows; row++)
        {
            var items = new string[length];
            for (int i = 0; i < length; i++)
                items[i] = Text(x, (row * length) + i);
            for (int g = 0; g < grams.Count; g++)
                y[(row * size) + grams[g].Index] += Count(run.Node, items, grams[g].Gram);
            Weigh(run.Node, grams, y.Slice(row * size, size));
        }
    }

    private static string Text(Tensor x, int index) =>
        x.Type == ElementType.String ? x.Strings[index] : CastKernel.IntegerAt(x, index).ToString(System.Globalization.NumberFormatInfo.InvariantInfo);

    private static List<(string[] Gram, int Index)> Grams(NodeContext node)
    {
        string[] pool = node.Strings("pool_strings")
            ?? Array.ConvertAll(node.Ints("pool_int64s") ?? [], number => number.ToString(System.Globalization.NumberFormatInfo.InvariantInfo));
        long[] counts = node.Ints("ngram_counts") ?? [], indexes = node.Ints("ngram_indexes") ?? [];
        var grams = new List<(string[] Gram, int Index)>();
        int next = 0;
        for (int n = 1; n <= counts.Length; n++)
        {
            long end = n < counts.Length ? counts[n] : pool.Length;
            for (long at = counts[n - 1]; at + n <= end && next < indexes.Length; at += n, next++)
            {
                if (n >= node.Int("min_gram_length", 1) && n <= node.Int("max_gram_length", 1))
                    grams.Add((pool[(int)at..(int)(at + n)], (int)indexes[next]));
            }
        }

        return grams;
    }

    /// <summary>How often a gram occurs with every allowed distance between its items; single items have one distance.</summary>
    private static int Count(NodeContext node, string[] items, string[] gram)
    {
        int found = 0;
        long skips = gram.Length == 1 ? 0 : node.Int("max_skip_count", 0);
        for (int step = 1; step <= skips + 1; step++)
        {
            for (int start = 0; start + ((gram.Length - 1L) * step) < items.Length; start++)
            {
                bool same = true;
                for (int i = 0; i < gram.Length && same; i++)
                    same = items[start + (i * step)] == gram[i];
                found += same ? 1 : 0;
            }
        }

        return found;
    }

    private static void Weigh(NodeContext node, List<(string[] Gram, int Index)> grams, Span<float> row)
    {
        string mode = node.Text("mode", "TF");
        float[] weights = node.Floats("weights") ?? [];
        long[] indexes = node.Ints("ngram_indexes") ?? [];
        if (mode == "TF")
            return;
        for (int i = 0; i < row.Length; i++)
            row[i] = mode == "IDF" && row[i] > 0 ? 1 : row[i];
        for (int i = 0; i < weights.Length && i < indexes.Length && grams.Count > 0; i++)
            row[(int)indexes[i]] *= weights[i];
    }
}
