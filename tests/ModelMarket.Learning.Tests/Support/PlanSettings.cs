using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;

namespace ModelMarket.Learning.Tests.Support;

/// <summary>Ways to compute that must not change a bit.</summary>
internal static class PlanSettings
{
    /// <summary>Plan off, and every width.</summary>
    public static readonly PlanOptions[] All =
    [
        new() { Optimise = false, Width = KernelWidth.Scalar },
        new() { Optimise = false },
        new() { Width = KernelWidth.Scalar },
        new() { Width = KernelWidth.Vector128 },
        new() { Width = KernelWidth.Vector256 },
        new() { Width = KernelWidth.Vector512 },
    ];
}
