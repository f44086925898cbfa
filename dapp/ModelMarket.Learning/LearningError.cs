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

    // 300–319: a safetensors file.

    /// <summary>The file or its header is cut off.</summary>
    SafetensorsTruncated = 300,
    /// <summary>The header is not the strict JSON of the format.</summary>
    SafetensorsHeader = 301,
    /// <summary>A maximum of <see cref="LearningLimits"/> is exceeded.</summary>
    SafetensorsLimit = 302,
    /// <summary>A name is listed twice.</summary>
    SafetensorsDuplicate = 303,
    /// <summary>Offsets overlap, leave a gap, are out of order or do not match the shape.</summary>
    SafetensorsOffsets = 304,
    /// <summary>The dtype is unknown.</summary>
    SafetensorsType = 305,

    // 320–349: weights against the model.

    /// <summary>A tensor of the model is missing.</summary>
    WeightsMissing = 320,
    /// <summary>A tensor is not one of the model's trainable initializers.</summary>
    WeightsUnknown = 321,
    /// <summary>A tensor's shape is not the model's.</summary>
    WeightsShape = 322,
    /// <summary>A tensor is none of F32, F16, BF16, or I8 with its scale.</summary>
    WeightsType = 323,
    /// <summary>A weight is NaN or infinite.</summary>
    WeightsNotFinite = 324,
    /// <summary>An I8 tensor's scale is missing, of the wrong shape, negative or not finite; or a scale without an I8 tensor.</summary>
    WeightsScale = 325,
    /// <summary>The model has no trainable weights, more than allowed, or a frozen name that it does not have.</summary>
    WeightsLayout = 326,

    // 400–449: data sets.

    /// <summary>A tensor that the data set needs is missing.</summary>
    DataMissing = 400,
    /// <summary>A tensor that no data set has.</summary>
    DataUnknown = 401,
    /// <summary>A tensor's type is not what the data set wants there.</summary>
    DataType = 402,
    /// <summary>A tensor's shape does not fit the others.</summary>
    DataShape = 403,
    /// <summary>A value, sample weight or slice is not finite, negative or too large.</summary>
    DataValue = 404,
    /// <summary>No rows, or more than allowed.</summary>
    DataRows = 405,

    // 500–549: scoring.

    /// <summary>The terms name an output the model does not have, or one whose type or shape cannot be scored that way.</summary>
    ScoringOutput = 500,
    /// <summary>The data set's inputs are not the model's.</summary>
    ScoringInput = 501,
    /// <summary>Metric, output kind, positive class and label type do not go together.</summary>
    ScoringTerms = 502,
    /// <summary>A label is outside the classes of the output.</summary>
    ScoringLabel = 503,
    /// <summary>The metric's denominator is zero on this data: a single class, no positive row, equal targets, or no weight.</summary>
    ScoringDegenerate = 504,
    /// <summary>More rows, outputs or work than allowed.</summary>
    ScoringLimit = 505,
    /// <summary>A node failed while a batch ran.</summary>
    ScoringRun = 506,

    // 600–649: training.

    /// <summary>The trainer string cannot be read.</summary>
    TrainingOptions = 600,
    /// <summary>An operator between weights and loss has no gradient.</summary>
    TrainingGradient = 601,
    /// <summary>Loss, output and labels do not go together.</summary>
    TrainingLoss = 602,
    /// <summary>The data set cannot be trained on.</summary>
    TrainingData = 603,
    /// <summary>The loss or a weight is no longer finite.</summary>
    TrainingDiverged = 604,

    // 700–719: aggregation.

    /// <summary>Too few members, different layouts, or a parameter out of range.</summary>
    Aggregation = 700,
}
