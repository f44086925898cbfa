namespace ModelMarket.Learning.Operators;

/// <summary>How a node of a tree decides, with the numbers of TreeEnsemble's nodes_modes plus one.</summary>
internal enum TreeMode : byte
{
    /// <summary>Not at all: it holds weights.</summary>
    Leaf = 0,
    /// <summary>x ≤ split.</summary>
    AtMost = 1,
    /// <summary>x &lt; split.</summary>
    Below = 2,
    /// <summary>x ≥ split.</summary>
    AtLeast = 3,
    /// <summary>x &gt; split.</summary>
    Above = 4,
    /// <summary>x = split.</summary>
    Equal = 5,
    /// <summary>x ≠ split.</summary>
    NotEqual = 6,
    /// <summary>x is one of a set.</summary>
    Member = 7,
}
