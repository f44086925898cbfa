namespace ModelMarket.Learning;

/// <summary>What can be wrong with models, weights, data and terms. The numbers are pinned: they are mapped to reject codes and never reused.</summary>
public enum LearningError : ushort
{
    /// <summary>No error.</summary>
    None = 0,

    // 1–99: the ONNX file.

    /// <summary>The bytes are not a well-formed protobuf message.</summary>
    OnnxMalformed = 1,
    /// <summary>A maximum of <see cref="LearningLimits"/> is exceeded.</summary>
    OnnxLimitExceeded = 2,
    /// <summary>Messages, types or graphs are nested too deeply.</summary>
    OnnxTooDeep = 3,
    /// <summary>The IR version is outside 3 to 11.</summary>
    OnnxIrVersion = 4,
    /// <summary>An operator set is outside the supported versions, or missing.</summary>
    OnnxOpset = 5,
    /// <summary>The model has no graph.</summary>
    OnnxNoGraph = 6,
    /// <summary>A tensor's dimensions and its data do not agree.</summary>
    OnnxTensorSize = 7,
    /// <summary>A tensor's element type is not supported.</summary>
    OnnxTensorType = 8,
    /// <summary>A tensor's data lies outside the file.</summary>
    OnnxExternalData = 9,
    /// <summary>Two values carry the same name.</summary>
    OnnxDuplicateName = 10,
    /// <summary>A node reads a value that no earlier node writes: a cycle, a wrong order or a missing name.</summary>
    OnnxNotTopological = 11,
    /// <summary>A graph output is produced by nothing.</summary>
    OnnxOutputMissing = 12,
    /// <summary>Text is not UTF-8.</summary>
    OnnxText = 13,
    /// <summary>Functions call each other in a circle or expand beyond the limit.</summary>
    OnnxFunction = 14,

    // 100–199: the plan.

    /// <summary>The operator is not supported.</summary>
    OperatorUnsupported = 100,
    /// <summary>The operator does not exist in this operator set.</summary>
    OperatorOpset = 101,
    /// <summary>The operator does not take this element type.</summary>
    OperatorType = 102,
    /// <summary>An attribute is missing or out of range.</summary>
    OperatorAttribute = 103,
    /// <summary>Shapes of the inputs do not fit together.</summary>
    OperatorShape = 104,
    /// <summary>A required input is missing or there are too many.</summary>
    OperatorInputs = 105,
    /// <summary>A symbolic dimension has no value.</summary>
    PlanInputShape = 106,
    /// <summary>The plan needs more memory than allowed.</summary>
    PlanTooLarge = 107,
    /// <summary>The plan needs more work than allowed.</summary>
    PlanTooMuchWork = 108,

    // 200–299: a run.

    /// <summary>An input is missing, or its type or shape differs from the plan's.</summary>
    RunInput = 200,
    /// <summary>A replaced weight is unknown, fixed by the plan, or of another type or shape.</summary>
    RunWeight = 201,
    /// <summary>A value met at run time is outside what the operator allows (an index, a repeat count).</summary>
    RunValue = 202,
    /// <summary>A loop ran longer than allowed.</summary>
    RunTrips = 203,
    /// <summary>A run needs more memory than allowed.</summary>
    RunTooLarge = 204,
}
