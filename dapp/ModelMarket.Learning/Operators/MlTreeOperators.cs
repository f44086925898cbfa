using System.Numerics;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>
/// TreeEnsembleRegressor, TreeEnsembleClassifier (the attribute form) and TreeEnsemble (ai.onnx.ml 5): trees ascending, base values last.
/// Double rows are compared and summed in double, all others in float.
/// </summary>
internal static class MlTreeOperators
{
    private static readonly string[] Transforms = ["NONE", "SOFTMAX", "LOGISTIC", "SOFTMAX_ZERO"];

    /// <summary>Adds the family.</summary>
    public static void Add(OperatorTableBuilder table)
    {
        table.Domain = "ai.onnx.ml";
        table.Add("TreeEnsembleRegressor", 1, TypeSet.Float | TypeSet.Double | TypeSet.Index, node => InferAttributes(node, "target"), RunRegressor);
        table.Add("TreeEnsembleClassifier", 1, TypeSet.Float | TypeSet.Double | TypeSet.Index, node => InferAttributes(node, "class"), RunClassifier);
        table.Add("TreeEnsemble", 5, TypeSet.Float | TypeSet.Double | TypeSet.Half, InferTensors, RunTensors, OperatorTraits.Widen);
        table.Domain = "";
    }

    private static bool InferAttributes(NodeContext node, string leaf)
    {
        if (!node.TryShape(0, out int[] x))
            return false;
        (int rows, int features) = MlScores.RowsOf(x);
        if (!TreeAttributes.TryRead(node, leaf, features, out TreeForm? form))
            return false;
        Prepare(node, form!, rows);
        return leaf == "target" ? node.Output(0, ElementType.Float, [rows, form!.Targets]) : MlScores.InferLabels(node, rows, form!.Targets);
    }

    private static bool InferTensors(NodeContext node)
    {
        if (!node.TryShape(0, out int[] x))
            return false;
        (int rows, int features) = MlScores.RowsOf(x);
        if (!TreeTensors.TryRead(node, features, out TreeForm? form))
            return false;
        Prepare(node, form!, rows);
        return node.Output(0, node.TypeOf(0), [rows, form!.Targets]);
    }

    private static void Prepare(NodeContext node, TreeForm form, int rows)
    {
        node.State = node.TypeOf(0) == ElementType.Double ? new Forest(form, null, new TreeEnsemble<double>(form)) : new Forest(form, new TreeEnsemble<float>(form), null);
        node.Work = (long)rows * form.Roots.Length * form.DepthMax * WorkWeights.TreeStep;
    }

    private sealed record Forest(TreeForm Form, TreeEnsemble<float>? Single, TreeEnsemble<double>? Double)
    {
        public double[] Scores(NodeRun run, out bool[] touched) => Double is null ? Scores(run, Single!, out touched) : Scores(run, Double, out touched);

        private double[] Scores<T>(NodeRun run, TreeEnsemble<T> trees, out bool[] touched)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            Tensor x = run.In(0);
            (int rows, int features) = MlScores.RowsOf(x.Shape);
            var values = new T[rows * features];
            if (x.Type == ElementTypes.Of<T>())
                x.Elements<T>().CopyTo(values);
            for (int i = 0; i < values.Length && x.Type != ElementTypes.Of<T>(); i++)
                values[i] = T.CreateTruncating(CastKernel.At(x, i));
            var sums = new T[rows * Form.Targets];
            touched = new bool[sums.Length];
            trees.Evaluate(run.Partition, run.Optimise, values, features, sums, touched);
            return Array.ConvertAll(sums, double.CreateTruncating);
        }
    }

    private static void RunRegressor(NodeRun run)
    {
        double[] scores = ((Forest)run.Node.State!).Scores(run, out _);
        MlScores.Store(scores, run.Node.Text("post_transform", "NONE"), run.Out());
    }

    private static void RunClassifier(NodeRun run)
    {
        var forest = (Forest)run.Node.State!;
        double[] scores = forest.Scores(run, out bool[] touched);
        MlScores.Classify(run, scores, touched, forest.Form.AllPositive, forest.Form.SecondOnly);
    }

    private static void RunTensors(NodeRun run)
    {
        double[] scores = ((Forest)run.Node.State!).Scores(run, out _);
        MlScores.Store(scores, Transforms[run.Node.Int("post_transform", 0)], run.Out());
    }
}
