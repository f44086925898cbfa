using ModelMarket.Learning.Operators;

namespace ModelMarket.Learning.Execution;

/// <summary>A named value of a plan.</summary>
internal sealed class PlanSlot
{
    /// <summary>The value's name.</summary>
    public required string Name { get; init; }

    /// <summary>What is known of it.</summary>
    public ValueFact Fact { get; set; }

    /// <summary>The first step that writes it, or −1 for inputs and constants.</summary>
    public int Writer { get; set; } = -1;

    /// <summary>The slot whose memory this one shares (itself when its own).</summary>
    public int Root { get; set; }

    /// <summary>Where it lies in the arena, or −1.</summary>
    public int OffsetBytes { get; set; } = -1;
}
