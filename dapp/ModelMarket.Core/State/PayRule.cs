namespace ModelMarket.Core.State;

/// <summary>Pay rules, by their numbers on the wire (mechanism.md §5).</summary>
internal enum PayRule : byte
{
    /// <summary>R0: a slot each, paid whatever others do.</summary>
    Guaranteed = 0,

    /// <summary>R1: shares of the best improvement.</summary>
    Proportional = 1,

    /// <summary>R2: all to the best.</summary>
    Winner = 2,

    /// <summary>R4: by Shapley values, per round.</summary>
    Shapley = 4,

    /// <summary>R5: per improvement over the best so far, in commitment order.</summary>
    SequentialRecords = 5,
}
