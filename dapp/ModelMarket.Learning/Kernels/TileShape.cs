namespace ModelMarket.Learning.Kernels;

/// <summary>
/// Sizes of register tiles. Accumulators, a bundle of the right side, a broadcast number and a product must fit the registers: 32 for 512
/// bits (8 × 3 vectors), 16 below (6 × 2). Results do not depend on them.
/// </summary>
internal static class TileShape
{
    /// <summary>Lanes of a width.</summary>
    public static int LanesOf(KernelWidth width) => width == KernelWidth.Scalar ? 1 : (int)width / 32;

    /// <summary>Rows of a whole tile.</summary>
    public static int RowsOf(KernelWidth width) => width == KernelWidth.Vector512 ? 8 : 6;

    /// <summary>True where tiles take a left side whose rows lie in columns as well.</summary>
    public static bool TakesColumns(KernelWidth width) => RowsOf(width) == 8;

    /// <summary>Vectors of a whole tile's row, by the vectors' lanes.</summary>
    public static int VectorsOf(int lanes) => lanes == 16 ? 3 : 2;

    /// <summary>Steps of k after which sums rest in memory, so that the right side's panel stays in the nearest cache.</summary>
    public static int SliceOf(KernelWidth width) => width switch
    {
        KernelWidth.Scalar => 2048,
        KernelWidth.Vector512 => 1024,
        _ => 320,
    };
}
