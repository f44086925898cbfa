using ModelMarket.Learning.Operators;

namespace ModelMarket.Learning.Execution;

/// <summary>One node of a plan. Slots are indices of the run's values; −1 is an absent one.</summary>
internal sealed class PlanStep
{
    /// <summary>The node; for a dynamic one without shapes.</summary>
    public required NodeContext Node { get; init; }

    /// <summary>Slots read.</summary>
    public required int[] Inputs { get; init; }

    /// <summary>Slots written.</summary>
    public required int[] Outputs { get; set; }

    /// <summary>True when shapes are found only when the inputs exist.</summary>
    public bool Dynamic { get; init; }

    /// <summary>True when the node makes its outputs itself: what that takes, subgraphs included, is known only when it is done.</summary>
    public bool MakesOutputs => (Node.Entry.Traits & OperatorTraits.MakesOutputs) != 0;

    /// <summary>Work units of a static node.</summary>
    public long Work { get; set; }

    /// <summary>Slots nobody reads after this step.</summary>
    public int[] Dying { get; set; } = [];
}
