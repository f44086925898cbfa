using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>ai.onnx.ml: SVMRegressor and SVMClassifier, in float. Without support vectors they are linear.</summary>
internal static class MlSvmOperators
{
    /// <summary>Adds the family.</summary>
    public static void Add(OperatorTableBuilder table)
    {
        table.Domain = "ai.onnx.ml";
        table.Add("SVMRegressor", 1, TypeSet.Float | TypeSet.Double | TypeSet.Index, InferRegressor, RunRegressor);
        table.Add("SVMClassifier", 1, TypeSet.Float | TypeSet.Double | TypeSet.Index, InferClassifier, RunClassifier);
        table.Domain = "";
    }

    private static bool InferRegressor(NodeContext node)
    {
        if (!node.TryShape(0, out int[] x) || !SvmKernel.TryRead(node, x, node.Int("n_supports", 0), 1, out SvmKernel? kernel))
            return false;
        if (node.Text("post_transform", "NONE") != "NONE" || kernel!.Coefficients.Length != kernel.Vectors * (kernel.IsLinear ? kernel.Features : 1))
            return node.Fail(LearningError.OperatorAttribute, "a post_transform, or coefficients that do not fit the support vectors");
        node.State = kernel;
        node.Work = kernel.Rows * kernel.WorkPerRow;
        return node.Output(0, ElementType.Float, [kernel.Rows, 1]);
    }

    private static void RunRegressor(NodeRun run)
    {
        var kernel = (SvmKernel)run.Node.State!;
        var products = new float[kernel.Vectors];
        bool oneClass = run.Node.Int("one_class", 0) != 0;
        for (int row = 0; row < kernel.Rows; row++)
        {
            kernel.Apply(run.In(0), row, products);
            float sum = products[0];
            if (!kernel.IsLinear)
            {
                sum = 0;
                for (int v = 0; v < products.Length; v++)
                    sum += products[v] * kernel.Coefficients[v];
            }

            sum += kernel.Rho[0];
            run.Out().Floats[row] = oneClass ? (sum > 0 ? 1 : -1) : sum;
        }
    }

    private static bool InferClassifier(NodeContext node)
    {
        int classes = Math.Max(node.Strings("classlabels_strings")?.Length ?? 0, node.Ints("classlabels_ints")?.Length ?? 0);
        long[] perClass = node.Ints("vectors_per_class") ?? [];
        long vectors = 0;
        foreach (long count in perClass)
            vectors += count is >= 0 and <= LearningLimits.AttributeItemsMax ? count : LearningLimits.AttributeItemsMax;
        if (classes < 1 || classes > SvmPairs.ClassesMax || (vectors > 0 && (perClass.Length != classes || classes < 2)) || !MlScores.TryTransform(node))
            return node.Fail(LearningError.OperatorAttribute, $"{perClass.Length} counts of support vectors for {classes} classes, or a post_transform that is not supported");
        if (!node.TryShape(0, out int[] x) || !SvmKernel.TryRead(node, x, vectors, classes, out SvmKernel? kernel))
            return false;
        if (kernel!.IsLinear)
        {
            node.State = kernel;
            node.Work = kernel.Rows * kernel.WorkPerRow;
            return MlScores.InferLabels(node, kernel.Rows, classes);
        }

        if (!SvmPairs.TryCreate(node, kernel, perClass, out SvmPairs? pairs))
            return false;
        node.State = pairs;
        node.Work = kernel.Rows * (kernel.WorkPerRow + pairs!.WorkPerRow);
        return MlScores.InferTable(node, kernel.Rows, pairs.Columns);
    }

    private static void RunClassifier(NodeRun run)
    {
        if (run.Node.State is SvmPairs pairs)
            RunPairs(run, pairs);
        else
            RunLinear(run, (SvmKernel)run.Node.State!);
    }

    /// <summary>Row by row a score per class, the intercept of all the first.</summary>
    private static void RunLinear(NodeRun run, SvmKernel kernel)
    {
        var scores = new double[kernel.Rows * kernel.Vectors];
        var products = new float[kernel.Vectors];
        for (int row = 0; row < kernel.Rows; row++)
        {
            kernel.Apply(run.In(0), row, products);
            for (int c = 0; c < products.Length; c++)
                scores[(row * products.Length) + c] = products[c] + kernel.Rho[0];
        }

        MlScores.Classify(run, scores);
    }

    private static void RunPairs(NodeRun run, SvmPairs pairs)
    {
        Span<float> table = run.Out(1).Floats;
        var products = new float[pairs.Kernel.Vectors];
        string transform = run.Node.Text("post_transform", "NONE");
        for (int row = 0; row < pairs.Kernel.Rows; row++)
        {
            pairs.Kernel.Apply(run.In(0), row, products);
            MlScores.SetLabel(run, row, pairs.Decide(products, table.Slice(row * pairs.Columns, pairs.Columns)));
        }

        MlScores.Transform(transform, table, pairs.Columns);
    }
}
