using System.Numerics;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Numerics;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>What the classifiers and regressors of ai.onnx.ml share: shapes, labels, post_transform.</summary>
internal static class MlScores
{
    /// <summary>Rows and features; one dimension is one row.</summary>
    public static (int Rows, int Features) RowsOf(int[] x) => x.Length switch
    {
        0 => (1, 1),
        1 => (1, Math.Max(1, x[0])),
        _ => (x[0], Math.Max(1, TensorShape.Product(x, 1, x.Length))),
    };

    /// <summary>A table of targets per row.</summary>
    public static bool InferRegressor(NodeContext node, string weights)
    {
        if (!node.TryShape(0, out int[] x))
            return false;
        (int rows, int features) = RowsOf(x);
        long targets = node.Int("targets", 1);
        int count = node.Floats(weights)?.Length ?? 0;
        if (targets < 1 || count == 0 || count != targets * features || !TryTransform(node))
            return node.Fail(LearningError.OperatorAttribute, $"{count} coefficients for {targets} targets of {features} features");
        node.Work = (long)rows * count * WorkWeights.TypedAccess;
        return node.Output(0, ElementType.Float, [rows, (int)targets]);
    }

    /// <summary>Labels and a table of scores per class.</summary>
    public static bool InferClassifier(NodeContext node, string weights)
    {
        if (!node.TryShape(0, out int[] x))
            return false;
        (int rows, int features) = RowsOf(x);
        int count = node.Floats(weights)?.Length ?? 0, classes = count / features;
        if (classes == 0 || count % features != 0 || !TryTransform(node))
            return node.Fail(LearningError.OperatorAttribute, $"{count} coefficients for {features} features");
        node.Work = ((long)rows * count * WorkWeights.TypedAccess) + (rows * classes * WorkWeights.Transcendental);
        return InferLabels(node, rows, classes);
    }

    /// <summary>Says the outputs of a classifier; a single score against a threshold becomes two columns.</summary>
    public static bool InferLabels(NodeContext node, int rows, int classes)
    {
        (int Count, ElementType Type) labels = Labels(node);
        int columns = classes == 1 && labels.Count == 2 ? 2 : classes;
        if (labels.Count < columns)
            return node.Fail(LearningError.OperatorAttribute, $"{labels.Count} labels for {columns} classes");
        return InferTable(node, rows, columns);
    }

    /// <summary>A label per row and a table of scores, whose columns need not be classes.</summary>
    public static bool InferTable(NodeContext node, int rows, int columns) =>
        node.Output(0, Labels(node).Type, [rows]) && node.Output(1, ElementType.Float, [rows, columns]);

    private static (int Count, ElementType Type) Labels(NodeContext node)
    {
        if (node.Strings("classlabels_strings") is { Length: > 0 } texts)
            return (texts.Length, ElementType.String);
        long[] numbers = node.Ints("classlabels_int64s") ?? node.Ints("classlabels_ints") ?? [];
        return (numbers.Length, ElementType.Int64);
    }

    /// <summary>False for PROBIT and what nobody knows.</summary>
    public static bool TryTransform(NodeContext node) => node.Text("post_transform", "NONE") is "NONE" or "SOFTMAX" or "LOGISTIC" or "SOFTMAX_ZERO";

    /// <summary>Writes transformed scores, one row per row, to a tensor of floats or doubles.</summary>
    public static void Store(double[] scores, string transform, Tensor target)
    {
        int columns = target.Shape[^1];
        if (target.Type == ElementType.Double)
        {
            Transform(transform, scores, columns);
            scores.CopyTo(target.Doubles);
            return;
        }

        float[] table = Array.ConvertAll(scores, score => (float)score);
        Transform(transform, table, columns);
        table.CopyTo(target.Floats);
    }

    /// <summary>
    /// Writes labels (the first of equal scores) and transformed scores. <paramref name="allPositive"/>: a single score is a share of votes; <paramref name="secondOnly"/>: it is
    /// the second class's own, and the first has none.
    /// </summary>
    public static void Classify(NodeRun run, double[] scores, bool[]? touched = null, bool allPositive = false, bool secondOnly = false)
    {
        int rows = run.Out().Count, columns = run.Out(1).Shape[1], classes = rows == 0 ? columns : scores.Length / rows;
        string transform = run.Node.Text("post_transform", "NONE");
        var table = new float[rows * columns];
        for (int row = 0; row < rows; row++)
        {
            int best = Best(scores.AsSpan(row * classes, classes), touched is null ? default : touched.AsSpan(row * classes, classes));
            if (classes == 1 && columns == 2)
            {
                float score = (float)scores[row];
                best = scores[row] > (allPositive ? 0.5 : 0) ? 1 : 0;
                table[2 * row] = secondOnly ? 0 : transform == "NONE" && (allPositive || touched is null) ? 1 - score : -score;
                table[(2 * row) + 1] = score;
            }
            else
            {
                for (int c = 0; c < classes; c++)
                    table[(row * columns) + c] = (float)scores[(row * classes) + c];
            }

            SetLabel(run, row, best);
        }

        Transform(transform, table, columns);
        table.CopyTo(run.Out(1).Floats);
    }

    /// <summary>The first greatest score; classes that no leaf speaks of do not count.</summary>
    private static int Best(ReadOnlySpan<double> scores, ReadOnlySpan<bool> touched)
    {
        int best = -1;
        for (int c = 0; c < scores.Length; c++)
        {
            if ((touched.IsEmpty || touched[c]) && (best < 0 || scores[c] > scores[best]))
                best = c;
        }

        return best < 0 ? 0 : best;
    }

    /// <summary>Writes the label of a class.</summary>
    public static void SetLabel(NodeRun run, int row, int index)
    {
        if (run.Out().Type == ElementType.String)
            run.Out().Strings[row] = run.Node.Strings("classlabels_strings")![index];
        else
            run.Out().Int64s[row] = (run.Node.Ints("classlabels_int64s") ?? run.Node.Ints("classlabels_ints"))![index];
    }

    /// <summary>NONE, LOGISTIC, SOFTMAX, SOFTMAX_ZERO (zeros stay zero), row by row, in the type of the scores.</summary>
    public static void Transform<T>(string name, Span<T> scores, int columns)
        where T : unmanaged, INumber<T>
    {
        if (name == "LOGISTIC")
        {
            foreach (ref T score in scores)
                score = T.CreateTruncating(Elementary.Sigmoid(double.CreateTruncating(score)));
            return;
        }

        for (int start = 0; name is "SOFTMAX" or "SOFTMAX_ZERO" && start < scores.Length; start += columns)
        {
            Span<T> row = scores.Slice(start, columns);
            T max = row[0], sum = T.Zero;
            foreach (T score in row)
                max = score > max ? score : max;
            foreach (ref T score in row)
            {
                score = name == "SOFTMAX_ZERO" && score == T.Zero ? T.Zero : T.CreateTruncating(Elementary.Exp(double.CreateTruncating(score - max)));
                sum += score;
            }

            foreach (ref T score in row)
                score /= sum;
        }
    }
}
