using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>
/// Which inputs operators need and of which type, one letter each: T the type of input 0 (16-bit floats count as float where
/// they are widened), I Int32 or Int64, L Int64, 3 Int32, U UInt8 or Int8, F float, B Bool, N any number or bool, * anything.
/// After ? inputs may be absent; the last letter stands for all that follow. Operators not listed check theirs themselves.
/// </summary>
internal static class OperatorPorts
{
    private static readonly Dictionary<string, string> ByName = new(StringComparer.Ordinal)
    {
        ["BatchNormalization"] = "TTTTT",
        ["InstanceNormalization"] = "TTT",
        ["GroupNormalization"] = "TTT",
        ["LayerNormalization"] = "TT?T",
        ["Conv"] = "TT?T",
        ["ConvTranspose"] = "TT?T",
        ["DeformConv"] = "TTT?TT",
        ["Col2Im"] = "TII",
        ["CenterCropPad"] = "*I",
        ["AffineGrid"] = "TI",
        ["Gemm"] = "TT?T",
        ["MatMul"] = "TT",
        ["PRelu"] = "TT",
        ["Pow"] = "TN",
        ["Clip"] = "T?T",
        ["RNN"] = "TTT?T3T",
        ["GRU"] = "TTT?T3T",
        ["LSTM"] = "TTT?T3TTT",
        ["Gather"] = "*I",
        ["GatherElements"] = "*I",
        ["GatherND"] = "*I",
        ["Scatter"] = "*IT",
        ["ScatterElements"] = "*IT",
        ["ScatterND"] = "*IT",
        ["ReverseSequence"] = "*I",
        ["Pad"] = "T?ITI",
        ["CumSum"] = "TI",
        ["NegativeLogLikelihoodLoss"] = "TI?T",
        ["SoftmaxCrossEntropyLoss"] = "TI?T",
        ["OneHot"] = "NN*",
        ["GridSample"] = "TT",
        ["RoiAlign"] = "TTI",
        ["MaxRoiPool"] = "TT",
        ["QuantizeLinear"] = "NF?N",
        ["DequantizeLinear"] = "NF?T",
        ["MatMulInteger"] = "UU?U",
        ["ConvInteger"] = "UU?U",
        ["QLinearMatMul"] = "UFUUFUFU",
        ["QLinearConv"] = "UFUUFUFU?3",
        ["MaxUnpool"] = "*L?L",
        ["NonMaxSuppression"] = "FF?LFF",
        ["Where"] = "B**",
        ["DFT"] = "T?I",
        ["STFT"] = "TI?TI",
        ["Einsum"] = "T",
        ["Max"] = "T",
        ["Min"] = "T",
        ["Sum"] = "T",
        ["Mean"] = "T",
        ["Concat"] = "T",
        ["Resize"] = "N?NNL",
        ["Upsample"] = "N?N",
        ["Compress"] = "*B",
        ["Dropout"] = "T?NB",
        ["TopK"] = "T?I",
        ["Range"] = "TTT",
        ["Unique"] = "N",
        ["MelWeightMatrix"] = "IIINN",
        ["Trilu"] = "*?I",
        ["Equal"] = "TT",
        ["Less"] = "TT",
        ["Greater"] = "TT",
        ["LessOrEqual"] = "TT",
        ["GreaterOrEqual"] = "TT",
        ["And"] = "TT",
        ["Or"] = "TT",
        ["Xor"] = "TT",
        ["Add"] = "TT",
        ["Sub"] = "TT",
        ["Mul"] = "TT",
        ["Div"] = "TT",
        ["Mod"] = "TT",
        ["BitShift"] = "TT",
        ["BitwiseAnd"] = "TT",
        ["BitwiseOr"] = "TT",
        ["BitwiseXor"] = "TT",
    };

    /// <summary>False when an input is missing or of another type than the operator takes.</summary>
    public static bool TryCheck(NodeContext node)
    {
        bool tensorsOnly = (node.Entry.Traits & (OperatorTraits.MakesOutputs | OperatorTraits.Alias)) == 0;
        ByName.TryGetValue(node.Entry.Name, out string? ports);
        ports = node.Entry.Domain.Length == 0 ? ports : null;
        int optional = ports?.IndexOf('?', StringComparison.Ordinal) ?? 0;
        string letters = ports?.Replace("?", "", StringComparison.Ordinal) ?? "";
        int required = optional < 0 ? letters.Length : optional;
        for (int i = 0; i < Math.Max(required, node.InputCount); i++)
        {
            ValueFact fact = node.Input(i);
            if (!fact.Present && i < required)
                return node.Fail(LearningError.OperatorInputs, $"input {i} is missing");
            if (tensorsOnly && fact.Known is not null and not Tensor)
                return node.Fail(LearningError.OperatorType, $"input {i} is not a tensor");
            if (letters.Length == 0 || fact.Type == ElementType.None)
                continue;
            char letter = letters[Math.Min(i, letters.Length - 1)];
            if (!Takes(letter, fact.Type, node))
                return node.Fail(LearningError.OperatorType, $"input {i} is {fact.Type}, which does not fit (input 0 is {node.TypeOf(0)})");
        }

        return true;
    }

    private static bool Takes(char letter, ElementType type, NodeContext node) => letter switch
    {
        'T' => node.TypeOf(0) == ElementType.None || Wide(type, node) == Wide(node.TypeOf(0), node),
        'I' => type is ElementType.Int32 or ElementType.Int64,
        'L' => type == ElementType.Int64,
        '3' => type == ElementType.Int32,
        'U' => type is ElementType.UInt8 or ElementType.Int8,
        'F' => Wide(type, node) == ElementType.Float,
        'B' => type == ElementType.Bool,
        'N' => type.SizeBytes() > 0,
        _ => true,
    };

    private static ElementType Wide(ElementType type, NodeContext node) =>
        type.IsHalf() && (node.Entry.Traits & OperatorTraits.Widen) != 0 ? ElementType.Float : type;
}
