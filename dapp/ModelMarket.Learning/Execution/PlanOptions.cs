using ModelMarket.Learning.Kernels;

namespace ModelMarket.Learning.Execution;

/// <summary>How a plan is built. Limits decide what is accepted; nothing else here changes a bit of any result.</summary>
public sealed record PlanOptions
{
    /// <summary>The defaults: everything on, the widest kernels, limits of <see cref="LearningLimits"/>.</summary>
    public static PlanOptions Default { get; } = new();

    /// <summary>Off: no arena, no packing, no merged loops, plain kernels. The result is the same; tests hold that.</summary>
    public bool Optimise { get; init; } = true;

    /// <summary>Keeps every intermediate value until the run restarts (a trainer's backward pass reads them).</summary>
    public bool KeepValues { get; init; }

    /// <summary>Width of the kernels.</summary>
    public KernelWidth Width { get; init; } = KernelWidth.Best;

    /// <summary>How independent parts of a node run.</summary>
    public IPartition Partition { get; init; } = SequentialPartition.Instance;

    /// <summary>Bytes that the values of one run may hold together.</summary>
    public long RunBytesMax { get; init; } = LearningLimits.RunBytesMax;

    /// <summary>Elements of a result whose shape depends on data.</summary>
    public int DynamicElementsMax { get; init; } = LearningLimits.DynamicElementsMax;

    /// <summary>Work units of all nodes together that are computed while planning because nothing they read can change; beyond it such nodes
    /// run, and are charged, with the others.</summary>
    public long FoldWorkMax { get; init; } = LearningLimits.PlanWorkMax;

    /// <summary>Work units of one node whose shape depends on data, of one loop included.</summary>
    public long DynamicWorkMax { get; init; } = LearningLimits.PlanWorkMax;

    /// <summary>Work units that the subgraphs of one run, at every depth, and the copies of its sequences may take together; beyond it the run fails. A
    /// node that has some begins only where the budget covers what is left of them, since they are charged after they are done.</summary>
    public long SubgraphWorkMax { get; init; } = LearningLimits.PlanWorkMax / 4;

    /// <summary>Work units that planning itself may take; beyond it there is no plan.</summary>
    public long PlanningWorkMax { get; init; } = LearningLimits.PlanWorkMax;

    /// <summary>Work units of copying the largest value of one run.</summary>
    internal long CopyWorkMax => RunBytesMax / PlanRun.ElementBytes * WorkWeights.Moved;
}
