using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Numerics;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>The kernel of a support vector machine between rows and its vectors (its coefficients where it is linear): sums over ascending features.</summary>
internal sealed class SvmKernel
{
    private readonly string type;
    private readonly float gamma, shift, degree;
    private readonly float[] vectors;

    private SvmKernel(string type, float[] parameters, float[] vectors, bool isLinear)
    {
        this.type = type;
        this.vectors = vectors;
        IsLinear = isLinear;
        (gamma, shift, degree) = parameters.Length == 3 ? (parameters[0], parameters[1], parameters[2]) : (0, 0, 0);
    }

    /// <summary>True when there are no support vectors: a row meets the coefficients themselves.</summary>
    public bool IsLinear { get; }

    /// <summary>Rows of the input.</summary>
    public required int Rows { get; init; }

    /// <summary>Numbers of a row.</summary>
    public required int Features { get; init; }

    /// <summary>How many vectors a row meets.</summary>
    public int Vectors => vectors.Length / Features;

    /// <summary>What the kernel's values are multiplied with.</summary>
    public required float[] Coefficients { get; init; }

    /// <summary>The intercepts.</summary>
    public required float[] Rho { get; init; }

    /// <summary>Work units of one row.</summary>
    public long WorkPerRow => (vectors.Length * (WorkWeights.TypedAccess + WorkWeights.Element)) + (Vectors * WorkWeights.Transcendental);

    /// <summary>Reads kernel, vectors and intercepts; <paramref name="count"/> 0: linear, with coefficients for <paramref name="outputs"/>.</summary>
    public static bool TryRead(NodeContext node, int[] x, long count, int outputs, out SvmKernel? kernel)
    {
        (int rows, int features) = MlScores.RowsOf(x);
        kernel = null;
        float[] coefficients = node.Floats("coefficients") ?? [], rho = node.Floats("rho") ?? [], parameters = node.Floats("kernel_params") ?? [];
        float[] vectors = count > 0 ? node.Floats("support_vectors") ?? [] : coefficients;
        string type = count > 0 ? node.Text("kernel_type", "LINEAR") : "LINEAR";
        long due = (count > 0 ? count : outputs) * features;
        if (vectors.Length != due || rho.Length == 0 || type is not ("LINEAR" or "POLY" or "RBF" or "SIGMOID"))
            return node.Fail(LearningError.OperatorAttribute, $"kernel {type} with {vectors.Length} numbers where {due} are due, and {rho.Length} intercepts");
        kernel = new SvmKernel(type, parameters, vectors, count <= 0) { Rows = rows, Features = features, Coefficients = coefficients, Rho = rho };
        return true;
    }

    /// <summary>The kernel between one row and every vector.</summary>
    public void Apply(Tensor x, int row, Span<float> products)
    {
        for (int v = 0; v < products.Length; v++)
        {
            float sum = 0;
            for (int f = 0; f < Features; f++)
            {
                float a = (float)CastKernel.At(x, (row * Features) + f), b = vectors[(v * Features) + f];
                sum += type == "RBF" ? (a - b) * (a - b) : a * b;
            }

            products[v] = type switch
            {
                "RBF" => Elementary.Exp(-gamma * sum),
                "POLY" => Elementary.Pow((gamma * sum) + shift, degree),
                "SIGMOID" => Elementary.Tanh((gamma * sum) + shift),
                _ => sum,
            };
        }
    }
}
