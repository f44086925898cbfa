using System.Numerics;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>NegativeLogLikelihoodLoss and SoftmaxCrossEntropyLoss: per position weight · −log p, then none, sum, or sum divided by the sum of weights.</summary>
internal static class LossOperators
{
    /// <summary>Adds the family.</summary>
    public static void Add(OperatorTableBuilder table)
    {
        table.Add("NegativeLogLikelihoodLoss", 12, TypeSet.Floating, Infer, run => Run(run, false), OperatorTraits.Widen);
        table.Add("SoftmaxCrossEntropyLoss", 12, TypeSet.Floating, Infer, run => Run(run, true), OperatorTraits.Widen);
    }

    private static bool Infer(NodeContext node)
    {
        if (!node.TryShape(0, out int[] x) || !node.TryShape(1, out int[] labels))
            return false;
        int[] due = x.Length < 2 ? [] : [x[0], .. x[2..]];
        if (x.Length < 2 || !labels.AsSpan().SequenceEqual(due) || node.TypeOf(1) is not (ElementType.Int32 or ElementType.Int64))
            return node.Fail(LearningError.OperatorShape, $"labels {TensorShape.Text(labels)} do not fit scores {TensorShape.Text(x)}");
        if (node.Has(2))
        {
            if (!node.TryShape(2, out int[] weights))
                return false;
            if (weights.Length != 1 || weights[0] != x[1])
                return node.Fail(LearningError.OperatorShape, $"weights {TensorShape.Text(weights)} for {x[1]} classes");
        }

        string reduction = node.Text("reduction", "mean");
        if (reduction is not ("none" or "sum" or "mean"))
            return node.Fail(LearningError.OperatorAttribute, $"reduction '{reduction}'");
        node.Work = InferRules.CountOf(x) * WorkWeights.Transcendental;
        return node.Output(0, node.TypeOf(0), reduction == "none" ? due : []) && (node.OutputCount < 2 || node.Output(1, node.TypeOf(0), x));
    }

    private static void Run(NodeRun run, bool softmax) => TypeDispatch.Floating(run.In(0).Type, new Loss(run, softmax));

    private readonly struct Loss(NodeRun run, bool softmax) : ITypedAction
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>
        {
            Tensor scores = run.In(0), logs = scores;
            var walk = new AxisWalk(scores.Shape, 1);
            if (softmax)
            {
                logs = run.TryOut(1) ?? Tensor.Create(scores.Type, scores.Shape);
                for (int line = 0; line < walk.Lines; line++)
                    SoftmaxOperators.LogRow(scores.Elements<T>()[walk.Start(line)..], logs.Elements<T>()[walk.Start(line)..], walk.Length, walk.Step);
            }

            Accumulate(logs.Elements<T>(), walk);
        }

        private void Accumulate<T>(ReadOnlySpan<T> logs, AxisWalk walk)
            where T : unmanaged, INumber<T>
        {
            Tensor labels = run.In(1);
            ReadOnlySpan<T> weights = run.TryIn(2) is { } tensor ? tensor.Elements<T>() : default;
            Span<T> y = run.Out().Elements<T>();
            bool each = run.Node.Text("reduction", "mean") == "none";
            long ignored = run.Node.Int("ignore_index", long.MinValue);
            T sum = T.Zero, total = T.Zero;
            for (int line = 0; line < walk.Lines; line++)
            {
                long label = CastKernel.IntegerAt(labels, line);
                T loss = T.Zero;
                if (label != ignored)
                {
                    if (label < 0 || label >= walk.Length)
                    {
                        run.Fail(LearningError.RunValue, $"label {label} of {walk.Length} classes");
                        return;
                    }

                    T weight = weights.IsEmpty ? T.One : weights[(int)label];
                    T log = -logs[walk.Start(line) + ((int)label * walk.Step)];
                    loss = weights.IsEmpty ? log : log * weight;
                    sum += loss;
                    total += weight;
                }

                if (each)
                    y[line] = loss;
            }

            if (!each)
                y[0] = run.Node.Text("reduction", "mean") == "sum" ? sum : sum / total;
        }
    }
}
