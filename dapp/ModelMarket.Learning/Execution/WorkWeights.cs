namespace ModelMarket.Learning.Execution;

/// <summary>
/// What operations weigh in work units: the one calibrated table. One unit is about three instructions of the x64 executable, within
/// a factor of two whatever a job is made of (<c>WorkUnitTests</c> counts them).
/// </summary>
public static class WorkWeights
{
    /// <summary>Any node, however small: looking it up and setting it up.</summary>
    public const long Node = 100;
    /// <summary>One multiply-accumulate.</summary>
    public const long MultiplyAccumulate = 1;
    /// <summary>One multiply-accumulate of a product that goes row by row, one number after the other.</summary>
    public const long RowProduct = 3;
    /// <summary>One multiply-accumulate of a convolution whose groups have one input channel each: a window is too short to be worth packing.</summary>
    public const long DepthwiseProduct = 2;
    /// <summary>One element of an element-wise operation, a comparison, a reduction or a conversion.</summary>
    public const long Element = 2;
    /// <summary>One division or square root.</summary>
    public const long Division = 4;
    /// <summary>One exponential, logarithm, sine, power and the like.</summary>
    public const long Transcendental = 50;
    /// <summary>One power of floating-point numbers.</summary>
    public const long Power = 320;
    /// <summary>One element of a walk along an axis or of a choice, one number after the other.</summary>
    public const long Walked = 16;
    /// <summary>One element read or written by the type its tensor has, about 120 x64 instructions.</summary>
    public const long TypedAccess = 40;
    /// <summary>One multiply-accumulate of integers, or of a transposed convolution.</summary>
    public const long PlainProduct = 6;
    /// <summary>One element moved to another place.</summary>
    public const long Moved = 3;
    /// <summary>One comparison of a sort, with its moves.</summary>
    public const long SortStep = 20;
    /// <summary>One decision in a tree.</summary>
    public const long TreeStep = 8;
    /// <summary>One node of a file that is read, its names and attributes apart.</summary>
    public const long ReadNode = 500;
    /// <summary>One attribute, initializer, input or output of a file that is read.</summary>
    public const long ReadValue = 1_000;
    /// <summary>One name or text of a file that is read.</summary>
    public const long ReadText = 260;
    /// <summary>One graph planned, for a subgraph for each new set of types and shapes of its inputs, its nodes and values apart.</summary>
    public const long PlannedGraph = 25_000;
    /// <summary>One node that is planned, its inputs and outputs apart.</summary>
    public const long PlannedNode = 2_500;
    /// <summary>One input, output or initializer that is planned.</summary>
    public const long PlannedValue = 300;
    /// <summary>One character of a name that a function's body gets where it is called.</summary>
    public const long ExpandedChar = 2;
    /// <summary>One run of a subgraph, its nodes and values apart; about 14,000 x64 instructions.</summary>
    public const long StartedGraph = 4_500;
    /// <summary>One value of a subgraph's plan, each time it is run.</summary>
    public const long StartedValue = 30;
}
