using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>TreeEnsembleRegressor and TreeEnsembleClassifier (the attribute form): trees ascending, base values last.</summary>
internal static class MlTreeOperators
{
    /// <summary>Adds the family.</summary>
    public static void Add(OperatorTableBuilder table)
    {
        table.Domain = "ai.onnx.ml";
        table.Add("TreeEnsembleRegressor", 1, TypeSet.Float | TypeSet.Double | TypeSet.Index, node => Infer(node, "target"), RunRegressor);
        table.Add("TreeEnsembleClassifier", 1, TypeSet.Float | TypeSet.Double | TypeSet.Index, node => Infer(node, "class"), RunClassifier);
        table.Domain = "";
    }

    private static bool Infer(NodeContext node, string leaf)
    {
        if (!node.TryShape(0, out int[] x))
            return false;
        (int rows, int features) = MlScores.RowsOf(x);
        if (!TreeEnsemble.TryCreate(node, leaf, features, out TreeEnsemble? trees))
            return false;
        node.State = trees;
        node.Work = (long)rows * trees!.Trees * trees.DepthMax * WorkWeights.TreeStep;
        if (leaf == "target")
            return node.Output(0, ElementType.Float, [rows, trees.Targets]);
        return MlScores.InferLabels(node, rows, trees.Targets);
    }

    private static float[] Scores(NodeRun run, out bool[] touched)
    {
        var trees = (TreeEnsemble)run.Node.State!;
        (int rows, int features) = MlScores.RowsOf(run.In(0).Shape);
        var row = new float[features];
        var scores = new float[rows * trees.Targets];
        touched = new bool[scores.Length];
        for (int i = 0; i < rows; i++)
        {
            for (int f = 0; f < features; f++)
                row[f] = (float)CastKernel.At(run.In(0), (i * features) + f);
            trees.Evaluate(row, scores.AsSpan(i * trees.Targets, trees.Targets), touched.AsSpan(i * trees.Targets, trees.Targets));
        }

        return scores;
    }

    private static void RunRegressor(NodeRun run)
    {
        float[] scores = Scores(run, out _);
        MlScores.Transform(run.Node.Text("post_transform", "NONE"), scores, run.Out().Shape[1]);
        scores.CopyTo(run.Out().Floats);
    }

    private static void RunClassifier(NodeRun run)
    {
        float[] scores = Scores(run, out bool[] touched);
        MlScores.Classify(run, scores, touched);
    }
}
