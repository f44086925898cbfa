using ModelMarket.Learning.Numerics;

namespace ModelMarket.Learning.Operators;

/// <summary>A gate's function with its parameters; computed in double, rounded once by the caller.</summary>
internal readonly record struct RecurrentActivation(string Name, double Alpha, double Beta)
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
                (double alpha, double beta) = Defaults(name);
                if (double.IsNaN(alpha))
                    return node.Fail(LearningError.OperatorAttribute, $"activation '{name}' is not supported");
                read[d][i] = new RecurrentActivation(name, at < alphas.Length ? alphas[at] : alpha, at < betas.Length ? betas[at] : beta);
            }
        }

        activations = read;
        return true;
    }

    private static (double Alpha, double Beta) Defaults(string name) => name.ToUpperInvariant() switch
    {
        "SIGMOID" or "TANH" or "RELU" or "SOFTPLUS" or "SOFTSIGN" => (0, 0),
        "AFFINE" => (1, 0),
        "LEAKYRELU" => (0.01f, 0),
        "THRESHOLDEDRELU" or "ELU" => (1, 0),
        "SCALEDTANH" => (1, 1),
        "HARDSIGMOID" => (0.2f, 0.5f),
        _ => (double.NaN, 0),
    };

    /// <summary>The function's value.</summary>
    public double Of(double x) => Name.ToUpperInvariant() switch
    {
        "SIGMOID" => Elementary.Sigmoid(x),
        "TANH" => Elementary.Tanh(x),
        "RELU" => x > 0 || double.IsNaN(x) ? x : 0,
        "SOFTPLUS" => Elementary.Softplus(x),
        "SOFTSIGN" => x / (1 + Math.Abs(x)),
        "AFFINE" => (Alpha * x) + Beta,
        "LEAKYRELU" => x < 0 ? Alpha * x : x,
        "THRESHOLDEDRELU" => x >= Alpha || double.IsNaN(x) ? x : 0,
        "SCALEDTANH" => Alpha * Elementary.Tanh(Beta * x),
        "ELU" => x < 0 ? Alpha * Elementary.Expm1(x) : x,
        _ => HardSigmoid(x),
    };

    private double HardSigmoid(double x)
    {
        double y = (Alpha * x) + Beta;
        return y < 0 ? 0 : y > 1 ? 1 : y;
    }
}
