using ModelMarket.Learning.Numerics;

namespace ModelMarket.Learning.Operators;

/// <summary>A gate's function with its parameters; computed in double, rounded once by the caller.</summary>
internal readonly record struct RecurrentActivation(RecurrentFunction Function, double Alpha, double Beta)
{
    /// <summary>The functions of every direction, defaults filled in.</summary>
    public static bool TryRead(NodeContext node, int gates, int directions, out RecurrentActivation[][]? activations)
    {
        string[] usual = gates switch { 1 => ["Tanh"], 3 => ["Sigmoid", "Tanh"], _ => ["Sigmoid", "Tanh", "Tanh"] };
        string[]? names = node.Strings("activations");
        float[] alphas = node.Floats("activation_alpha") ?? [], betas = node.Floats("activation_beta") ?? [];
        activations = null;
        if (names is not null && names.Length != usual.Length * directions)
            return node.Fail(LearningError.OperatorAttribute, $"{names.Length} activations; {usual.Length * directions} are due");
        var read = new RecurrentActivation[directions][];
        for (int d = 0; d < directions; d++)
        {
            read[d] = new RecurrentActivation[usual.Length];
            for (int i = 0; i < usual.Length; i++)
            {
                int at = (d * usual.Length) + i;
                string name = names?[at] ?? usual[i];
                if (!name.All(char.IsAsciiLetter) || !Enum.TryParse(name, ignoreCase: true, out RecurrentFunction function))
                    return node.Fail(LearningError.OperatorAttribute, $"activation '{name}' is not supported");
                (double alpha, double beta) = Defaults(function);
                read[d][i] = new RecurrentActivation(function, at < alphas.Length ? alphas[at] : alpha, at < betas.Length ? betas[at] : beta);
            }
        }

        activations = read;
        return true;
    }

    private static (double Alpha, double Beta) Defaults(RecurrentFunction function) => function switch
    {
        RecurrentFunction.Affine or RecurrentFunction.ThresholdedRelu or RecurrentFunction.Elu => (1, 0),
        RecurrentFunction.LeakyRelu => (0.01f, 0),
        RecurrentFunction.ScaledTanh => (1, 1),
        RecurrentFunction.HardSigmoid => (0.2f, 0.5f),
        _ => (0, 0),
    };

    /// <summary>The function's value.</summary>
    public double Of(double x) => Function switch
    {
        RecurrentFunction.Sigmoid => Elementary.Sigmoid(x),
        RecurrentFunction.Tanh => Elementary.Tanh(x),
        RecurrentFunction.Relu => x > 0 || double.IsNaN(x) ? x : 0,
        RecurrentFunction.Softplus => Elementary.Softplus(x),
        RecurrentFunction.Softsign => x / (1 + Math.Abs(x)),
        RecurrentFunction.Affine => (Alpha * x) + Beta,
        RecurrentFunction.LeakyRelu => x < 0 ? Alpha * x : x,
        RecurrentFunction.ThresholdedRelu => x >= Alpha || double.IsNaN(x) ? x : 0,
        RecurrentFunction.ScaledTanh => Alpha * Elementary.Tanh(Beta * x),
        RecurrentFunction.Elu => x < 0 ? Alpha * Elementary.Expm1(x) : x,
        _ => HardSigmoid(x),
    };

    private double HardSigmoid(double x)
    {
        double y = (Alpha * x) + Beta;
        return y < 0 ? 0 : y > 1 ? 1 : y;
    }
}
