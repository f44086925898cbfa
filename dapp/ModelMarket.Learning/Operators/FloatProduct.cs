using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>One packed product, cut by rows into as many parts as the partition has.</summary>
internal static class FloatProduct
{
    /// <summary>Rows below which a part is not worth a thread.</summary>
    private const int PartRowsMin = 32;

    /// <summary>y = end(a · b) for a dense a of m rows.</summary>
    public static void Run(NodeRun run, Tensor a, PackedMatrix b, Tensor y, int m, GemmEndOf end)
    {
        int parts = Math.Min(run.Partition.Width, m / PartRowsMin);
        if (parts <= 1)
        {
            FloatMatrix.Multiply(run.Width, a.Floats, b.K, b, y.Floats, m, EndOf(end));
            return;
        }

        int rows = ((m + parts - 1) / parts + 7) / 8 * 8;
        KernelWidth width = run.Width;
        run.Partition.Run(parts, part =>
        {
            int first = part * rows, count = Math.Min(rows, m - first);
            if (count > 0)
                FloatMatrix.Multiply(width, a.Floats[(first * b.K)..], b.K, b, y.Floats[(first * b.N)..], count, EndOf(end));
        });
    }

    private static GemmEnd EndOf(GemmEndOf end) => new(end.Bias is null ? default : end.Bias.Floats, end.Relu);
}
