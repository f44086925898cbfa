using System.Numerics;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>RNN, GRU, LSTM: per step x·Wᵀ, then h·Rᵀ, then the biases, each sum in ascending order, then the gates.</summary>
internal static class RecurrentOperators
{
    /// <summary>Adds the family.</summary>
    public static void Add(OperatorTableBuilder table)
    {
        table.Add("RNN", 1, TypeSet.Floating, node => Infer(node, 1), run => Run(run, 1), OperatorTraits.Widen);
        table.Add("GRU", 1, TypeSet.Floating, node => Infer(node, 3), run => Run(run, 3), OperatorTraits.Widen);
        table.Add("LSTM", 1, TypeSet.Floating, node => Infer(node, 4), run => Run(run, 4), OperatorTraits.Widen);
    }

    private static bool Infer(NodeContext node, int gates)
    {
        if (!node.TryShape(0, out int[] x) || !node.TryShape(1, out int[] w) || !node.TryShape(2, out int[] r))
            return false;
        bool batchFirst = node.Int("layout", 0) != 0;
        string direction = node.Text("direction", "forward");
        int directions = direction == "bidirectional" ? 2 : 1;
        if (x.Length != 3 || w.Length != 3 || r.Length != 3 || w[0] != directions || r[0] != directions || w[2] != x[2] || w[1] % gates != 0)
            return node.Fail(LearningError.OperatorShape, $"weights {TensorShape.Text(w)} and {TensorShape.Text(r)} do not fit input {TensorShape.Text(x)}");
        int hidden = w[1] / gates, steps = x[batchFirst ? 1 : 0], batch = x[batchFirst ? 0 : 1];
        if (r[1] != gates * hidden || r[2] != hidden || node.Int("hidden_size", hidden) != hidden)
            return node.Fail(LearningError.OperatorShape, $"recurrent weights {TensorShape.Text(r)} for {hidden} hidden units");
        int[][] due = [[directions, 2 * gates * hidden], [batch], State(batchFirst, directions, batch, hidden), State(batchFirst, directions, batch, hidden), [directions, 3 * hidden]];
        for (int i = 0; i < due.Length; i++)
        {
            if (node.Has(3 + i) && !node.TryShape(3 + i, out int[] actual))
                return false;
            else if (node.Has(3 + i) && !node.Input(3 + i).Shape.AsSpan().SequenceEqual(due[i]))
                return node.Fail(LearningError.OperatorShape, $"input {3 + i} must be {TensorShape.Text(due[i])}");
        }

        if (!RecurrentActivation.TryRead(node, gates, directions, out RecurrentActivation[][]? activations))
            return false;
        node.State = new RecurrentShape(steps, batch, x[2], hidden, directions, direction == "reverse", batchFirst, activations!);
        node.Work = (long)directions * steps * batch * gates * hidden * (((x[2] + hidden) * WorkWeights.RowProduct) + WorkWeights.Transcendental);
        int[] all = batchFirst ? [batch, steps, directions, hidden] : [steps, directions, batch, hidden];
        return node.Output(0, node.TypeOf(0), all) && node.Output(1, node.TypeOf(0), due[2]) && (gates != 4 || node.Output(2, node.TypeOf(0), due[2]));
    }

    private static int[] State(bool batchFirst, int directions, int batch, int hidden) => batchFirst ? [batch, directions, hidden] : [directions, batch, hidden];

    private static void Run(NodeRun run, int gates) => TypeDispatch.Floating(run.In(0).Type, new Walking(run, gates));

    private readonly struct Walking(NodeRun run, int gates) : ITypedAction
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>
        {
            var shape = (RecurrentShape)run.Node.State!;
            run.TryOut(0)?.Bytes.Clear();
            for (int d = 0; d < shape.Directions; d++)
            {
                var cell = new RecurrentCell<T>(run, shape, gates, d);
                for (int b = 0; b < shape.Batch; b++)
                    cell.Walk(b);
            }
        }
    }
}
