namespace ModelMarket.Learning;

/// <summary>Every maximum of this library that ONNX models and plans are held to. All are checked before memory is taken.</summary>
public static partial class LearningLimits
{
    /// <summary>Bytes of one ONNX file.</summary>
    public const int ModelBytesMax = 64 << 20;
    /// <summary>Nesting of protobuf messages inside a model, subgraphs included.</summary>
    public const int MessageDepthMax = 64;
    /// <summary>Nesting of subgraphs (If, Loop, Scan).</summary>
    public const int GraphDepthMax = 8;
    /// <summary>Nodes of a model: all graphs and functions together, after functions are expanded.</summary>
    public const int NodesMax = 20_000;
    /// <summary>Initializers of a model, all graphs together.</summary>
    public const int InitializersMax = 10_000;
    /// <summary>Inputs and outputs of all graphs of a model together.</summary>
    public const int GraphValuesMax = 20_000;
    /// <summary>Inputs or outputs of one node.</summary>
    public const int NodePortsMax = 1_024;
    /// <summary>Attributes of one node.</summary>
    public const int NodeAttributesMax = 64;
    /// <summary>Attributes of a model, all nodes together.</summary>
    public const int AttributesMax = 200_000;
    /// <summary>Elements of an attribute list (tree ensembles keep their nodes there).</summary>
    public const int AttributeItemsMax = 4 << 20;
    /// <summary>Functions of a model.</summary>
    public const int FunctionsMax = 1_000;

    /// <summary>Characters of names that putting function bodies in place may make in one model; a node counts as 64, a name as 8 more.</summary>
    public const long ExpandedCharsMax = 16L << 20;
    /// <summary>Operator set imports of a model or function.</summary>
    public const int OpsetImportsMax = 64;
    /// <summary>Dimensions of a tensor.</summary>
    public const int RankMax = 16;
    /// <summary>Elements of one tensor.</summary>
    public const int TensorElementsMax = 1 << 27;
    /// <summary>Bytes of one tensor.</summary>
    public const int TensorBytesMax = 1 << 30;
    /// <summary>The oldest IR version that is read.</summary>
    public const int IrVersionMin = 3;
    /// <summary>The newest IR version that is read.</summary>
    public const int IrVersionMax = 11;
    /// <summary>The newest version of ONNX's own operators.</summary>
    public const int OpsetMax = 22;
    /// <summary>The newest version of the operators of <c>ai.onnx.ml</c>.</summary>
    public const int MlOpsetMax = 5;
    /// <summary>Bytes of one name or text.</summary>
    public const int TextBytesMax = 64 << 10;
    /// <summary>Bytes all live values of one run may hold unless the plan's options say less.</summary>
    public const long RunBytesMax = 1L << 30;
    /// <summary>Free places that are kept while the memory of a run is laid out.</summary>
    public const int FreeSpansMax = 256;
    /// <summary>Elements of a result whose shape depends on data.</summary>
    public const int DynamicElementsMax = 1 << 24;
    /// <summary>Elements of a value that is computed while planning (shape computations).</summary>
    public const int FoldedElementsMax = 1 << 16;
    /// <summary>Iterations of one Loop or Scan.</summary>
    public const int LoopTripsMax = 65_536;
    /// <summary>Tensors in one sequence.</summary>
    public const int SequenceItemsMax = 65_536;
    /// <summary>Work units of one plan; far above any job's budget, it only keeps sums inside 64 bits.</summary>
    public const long PlanWorkMax = 1L << 56;
}
