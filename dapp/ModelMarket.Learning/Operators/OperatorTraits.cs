namespace ModelMarket.Learning.Operators;

/// <summary>What the plan may do with an operator.</summary>
[Flags]
internal enum OperatorTraits
{
    /// <summary>Nothing special.</summary>
    None = 0,
    /// <summary>Output 0 is input 0 under another shape: no element moves.</summary>
    Alias = 1,
    /// <summary>float16 and bfloat16 are widened to float before and rounded once after.</summary>
    Widen = 2,
    /// <summary>Output 0 may lie over input 0 when that is read no more: element i depends on element i alone.</summary>
    InPlace = 4,
    /// <summary>The node makes its outputs itself (sequences, optionals, subgraphs).</summary>
    MakesOutputs = 8,
    /// <summary>Never computed while planning.</summary>
    NoFold = 16,
}
