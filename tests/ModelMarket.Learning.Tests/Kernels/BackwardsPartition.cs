using ModelMarket.Learning.Execution;

namespace ModelMarket.Learning.Tests.Kernels;

/// <summary>Three parts, the last one first: what depends on the number or the order of parts shows.</summary>
internal sealed class BackwardsPartition : IPartition
{
    public int Width => 3;

    public void Run(int count, Action<int> body)
    {
        for (int i = count - 1; i >= 0; i--)
            body(i);
    }
}
