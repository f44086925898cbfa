using System.Numerics;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>MatMul and Gemm: sums from +0 in ascending k, every product rounded; then alpha, then beta·C (numerics.md §2).</summary>
internal static class MatrixOperators
{
    /// <summary>Adds the family.</summary>
    public static void Add(OperatorTableBuilder table)
    {
        table.Add("MatMul", 1, TypeSet.Floating | TypeSet.Index | TypeSet.Unsigned, InferMatMul, RunMatMul, OperatorTraits.Widen);
        table.Add("Gemm", 1, TypeSet.Floating | TypeSet.Index | TypeSet.Unsigned, InferGemm, RunGemm, OperatorTraits.Widen);
    }

    private static bool InferMatMul(NodeContext node)
    {
        if (!node.TryShape(0, out int[] a) || !node.TryShape(1, out int[] b))
            return false;
        if (node.TypeOf(0) != node.TypeOf(1))
            return node.Fail(LearningError.OperatorType, $"inputs of types {node.TypeOf(0)} and {node.TypeOf(1)}; one type is due");
        if (!MatrixShape.TryCreate(a, b, out MatrixShape? shape))
            return node.Fail(LearningError.OperatorShape, $"{TensorShape.Text(a)} times {TensorShape.Text(b)} does not fit");
        node.State = shape;
        if (!node.Output(0, node.TypeOf(0), shape!.Output))
            return false;
        node.Work = InferRules.CountOf(shape.Output) * Math.Max(1, shape.K) * WorkWeights.MultiplyAccumulate;
        return true;
    }

    private static void RunMatMul(NodeRun run)
    {
        var shape = (MatrixShape)run.Node.State!;
        if (run.In(0).Type == ElementType.Float)
            FloatMatMul.Run(run, shape);
        else
            TypeDispatch.Numeric(run.In(0).Type, new Plain(run, shape));
    }

    private static bool InferGemm(NodeContext node)
    {
        if (!node.TryShape(0, out int[] a) || !node.TryShape(1, out int[] b))
            return false;
        if (a.Length != 2 || b.Length != 2)
            return node.Fail(LearningError.OperatorShape, $"{TensorShape.Text(a)} and {TensorShape.Text(b)} are not two matrices");
        bool transposeA = node.Int("transA", 0) != 0, transposeB = node.Int("transB", 0) != 0;
        int m = transposeA ? a[1] : a[0], k = transposeA ? a[0] : a[1], n = transposeB ? b[0] : b[1];
        if (k != (transposeB ? b[1] : b[0]))
            return node.Fail(LearningError.OperatorShape, $"{TensorShape.Text(a)} times {TensorShape.Text(b)} does not fit");
        int[] output = [m, n];
        if (node.Has(2))
        {
            if (!node.TryShape(2, out int[] c))
                return false;
            if (!TensorShape.TryBroadcast(output, c, out int[] joined) || !joined.AsSpan().SequenceEqual(output))
                return node.Fail(LearningError.OperatorShape, $"C of shape {TensorShape.Text(c)} does not broadcast to {TensorShape.Text(output)}");
            node.State = new GemmShape(m, n, k, transposeA, transposeB, BroadcastLayout.Of(output, output, c));
        }
        else
        {
            node.State = new GemmShape(m, n, k, transposeA, transposeB, null);
        }

        if (!node.Output(0, node.TypeOf(0), output))
            return false;
        node.Work = ((long)m * n * Math.Max(1, k) * WorkWeights.MultiplyAccumulate) + ((long)m * n * WorkWeights.Element);
        return true;
    }

    private static void RunGemm(NodeRun run)
    {
        var shape = (GemmShape)run.Node.State!;
        if (run.In(0).Type == ElementType.Float)
            FloatGemm.Run(run, shape);
        else
            TypeDispatch.Numeric(run.In(0).Type, new PlainGemm(run, shape));
    }

    private readonly struct Plain(NodeRun run, MatrixShape shape) : ITypedAction
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>
        {
            for (int i = 0; i < shape.Batches; i++)
            {
                PlainMatrix.Multiply<T>(
                    run.In(0).Elements<T>()[shape.OffsetA(i)..], shape.K, 1, run.In(1).Elements<T>()[shape.OffsetB(i)..], shape.N, 1,
                    run.Out().Elements<T>()[(i * shape.M * shape.N)..], shape.M, shape.N, shape.K);
            }
        }
    }

    private readonly struct PlainGemm(NodeRun run, GemmShape shape) : ITypedAction
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>
        {
            Span<T> y = run.Out().Elements<T>();
            PlainMatrix.Multiply<T>(
                run.In(0).Elements<T>(), shape.TransposeA ? 1 : shape.K, shape.TransposeA ? shape.M : 1,
                run.In(1).Elements<T>(), shape.TransposeB ? 1 : shape.N, shape.TransposeB ? shape.K : 1, y, shape.M, shape.N, shape.K);
            T alpha = T.CreateTruncating(run.Node.Float("alpha", 1)), beta = T.CreateTruncating(run.Node.Float("beta", 1));
            ReadOnlySpan<T> c = run.TryIn(2) is { } tensor ? tensor.Elements<T>() : default;
            GemmEpilogue.Apply(y, c, shape.Bias, alpha, beta);
        }
    }
}
