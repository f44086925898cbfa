namespace ModelMarket.Learning.Kernels;

/// <summary>How many outputs a kernel computes side by side. It never changes a result (numerics.md §2).</summary>
public enum KernelWidth
{
    /// <summary>The widest the processor has.</summary>
    Best = 0,
    /// <summary>One after another.</summary>
    Scalar = 1,
    /// <summary>128-bit vectors.</summary>
    Vector128 = 128,
    /// <summary>256-bit vectors.</summary>
    Vector256 = 256,
    /// <summary>512-bit vectors.</summary>
    Vector512 = 512,
}
