using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Operators;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Training.Gradients;

/// <summary>Gemm and MatMul. dW sums the rows of the batch in ascending order.</summary>
internal static class MatrixGradients
{
    public static void Add(Dictionary<string, GradientRule> rules)
    {
        rules.Add("Gemm", Gemm);
        rules.Add("MatMul", MatMul);
    }

    private static void Gemm(GradientNode node)
    {
        bool transA = node.Int("transA", 0) != 0, transB = node.Int("transB", 0) != 0;
        Tensor a = node.In(0), b = node.In(1), dy = node.OutGradientTensor();
        int m = dy.Shape[0], n = dy.Shape[1], k = transA ? a.Shape[0] : a.Shape[1];
        float alpha = node.Float("alpha", 1f), beta = node.Float("beta", 1f);
        if (node.Wants(0))
        {
            GemmLeft(node, b, dy, m, n, k, transA, transB);
            MatrixProduct.Scale(node.Target(0).Floats, alpha);
            node.Commit(0);
        }

        if (node.Wants(1))
        {
            GemmRight(node, a, dy, m, n, k, transA, transB, alpha);
        }

        if (node.Wants(2))
        {
            BroadcastGradient.Reduce(dy, node.Target(2));
            MatrixProduct.Scale(node.Target(2).Floats, beta);
            node.Commit(2);
        }
    }

    /// <summary>dA = dY·Bᵀ (or its transpose): the inner index runs over columns of Y.</summary>
    private static void GemmLeft(GradientNode node, Tensor b, Tensor dy, int m, int n, int k, bool transA, bool transB)
    {
        if (!transA)
        {
            Left(node, b, new(dy), new(node.Target(0)), m, n, k, transB);
            return;
        }

        var plain = new float[m * k];
        Left(node, b, new(dy), new(plain), m, n, k, transB);
        MatrixProduct.Transposed(plain, m, k).CopyTo(node.Target(0).Floats);
    }

    private static void Left(GradientNode node, Tensor b, MatrixProduct.Operand dy, MatrixProduct.Operand target, int m, int n, int k, bool transB)
    {
        // The right side is Bᵀ, [n, k]: B itself where it came transposed.
        if (node.PackedRight() is { } packed)
            MatrixProduct.Back(node, dy, packed, target, m);
        else
            MatrixProduct.Multiply(node, dy, n, 1, new(b), !transB, target, m, k, n);
    }

    /// <summary>dB = Aᵀ·dY (or its transpose): the inner index runs over rows.</summary>
    private static void GemmRight(GradientNode node, Tensor a, Tensor dy, int m, int n, int k, bool transA, bool transB, float alpha)
    {
        int rowA = transA ? m : 1, columnA = transA ? 1 : k;
        if (node.PackedRight() is { } packed)
            MatrixProduct.StreamPacked(node, node.SinkOf(1), packed, alpha, new(a), rowA, columnA, new(dy), m);
        else if (!transB)
            Weights(node, alpha, new(a), rowA, columnA, new(dy), false, k, n, m);
        else // dB[n, k] = Σ_rows dY[r, n]·A[r, k]; a transposed A is [k, r].
            Weights(node, alpha, new(dy), 1, n, new(a), transA, n, k, m);
    }

    /// <summary>The gradient of the right side: to its sink if it has one, else to its memory.</summary>
    private static void Weights(
        GradientNode node, float factor, MatrixProduct.Operand a, int rowA, int columnA, MatrixProduct.Operand b, bool transposedB, int m, int n, int k)
    {
        int sink = node.SinkOf(1);
        if (sink >= 0)
        {
            MatrixProduct.Stream(node, sink, factor, a, rowA, columnA, b, transposedB, m, n, k);
            return;
        }

        Tensor target = node.Target(1);
        MatrixProduct.Multiply(node, a, rowA, columnA, b, transposedB, new(target), m, n, k);
        MatrixProduct.Scale(target.Floats, factor);
        node.Commit(1);
    }

    private static void MatMul(GradientNode node)
    {
        Tensor a = node.In(0), b = node.In(1);
        bool planned = MatrixShape.TryCreate(a.Shape, b.Shape, out MatrixShape? shape);
        Invariant.Require(planned, "a product that ran has a shape");
        // One right side for all: the rows of all products are one ascending sum.
        bool joined = shape!.SharedB && a.Count == shape.Batches * shape.M * shape.K;
        PackedMatrix? packed = joined ? node.PackedRight() : null;
        if (node.Wants(0))
            MatMulLeft(node, b, packed, shape);
        if (!node.Wants(1))
            return;
        if (packed is not null)
            MatrixProduct.StreamPacked(node, node.SinkOf(1), packed, 1f, new(a), 1, shape.K, new(node.OutGradientTensor()), shape.Batches * shape.M);
        else if (joined)
            Weights(node, 1f, new(a), 1, shape.K, new(node.OutGradientTensor()), false, shape.K, shape.N, shape.Batches * shape.M);
        else
            MatMulRight(node, a, shape);
    }

    private static void MatMulLeft(GradientNode node, Tensor b, PackedMatrix? packed, MatrixShape shape)
    {
        int m = shape.M, n = shape.N, k = shape.K;
        Tensor target = node.Target(0), dy = node.OutGradientTensor();
        if (packed is not null)
        {
            MatrixProduct.Back(node, new(dy), packed, new(target), shape.Batches * m);
            node.Commit(0);
            return;
        }

        var part = new float[m * k];
        var seen = new HashSet<int>();
        for (int i = 0; i < shape.Batches; i++)
        {
            MatrixProduct.Multiply(node, new(dy, i * m * n), n, 1, new(b, shape.OffsetB(i)), true, new(part), m, k, n);
            Store(part, target.Floats.Slice(shape.OffsetA(i), m * k), seen.Add(shape.OffsetA(i)));
        }

        node.Commit(0);
    }

    private static void MatMulRight(GradientNode node, Tensor a, MatrixShape shape)
    {
        int m = shape.M, n = shape.N, k = shape.K;
        Tensor dy = node.OutGradientTensor();
        Tensor target = node.Target(1);
        var part = new float[k * n];
        var seen = new HashSet<int>();
        for (int i = 0; i < shape.Batches; i++)
        {
            MatrixProduct.Multiply(node, new(a, shape.OffsetA(i)), 1, k, new(dy, i * m * n), false, new(part), k, n, m);
            Store(part, target.Floats.Slice(shape.OffsetB(i), k * n), seen.Add(shape.OffsetB(i)));
        }

        node.Commit(1);
    }

    private static void Store(float[] part, Span<float> target, bool first)
    {
        for (int j = 0; j < part.Length; j++)
            target[j] = first ? part[j] : target[j] + part[j];
    }
}
