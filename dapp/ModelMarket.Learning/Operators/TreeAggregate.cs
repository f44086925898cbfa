namespace ModelMarket.Learning.Operators;

/// <summary>How the leaves of a forest come together, with the numbers of TreeEnsemble's aggregate_function.</summary>
internal enum TreeAggregate : byte
{
    /// <summary>The sum divided by the number of trees.</summary>
    Average = 0,
    /// <summary>The sum.</summary>
    Sum = 1,
    /// <summary>The smallest.</summary>
    Min = 2,
    /// <summary>The largest.</summary>
    Max = 3,
}
