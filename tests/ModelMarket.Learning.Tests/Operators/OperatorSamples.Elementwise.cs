using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Tests.Operators;

/// <content>Element-wise operators.</content>
internal static partial class OperatorSamples
{
    private static string[] Unary =>
    [
        "Relu", "LeakyRelu", "Elu", "Celu", "Selu", "Sigmoid", "HardSigmoid", "HardSwish", "Tanh", "Softplus", "Softsign", "ThresholdedRelu", "Shrink", "Exp",
        "Erf", "Sin", "Cos", "Tan", "Atan", "Sinh", "Cosh", "Asinh", "Mish", "Neg", "Abs", "Sign", "Ceil", "Floor", "Round", "Reciprocal",
    ];

    /// <summary>Functions that are defined between −1 and 1 only.</summary>
    private static string[] Bounded => ["Acos", "Asin", "Atanh"];

    private static string[] PositiveUnary => ["Log", "Sqrt"];

    private static string[] Binary => ["Add", "Sub", "Mul", "Div", "Max", "Min", "Sum", "Mean"];

    private static void AddElementwise(Dictionary<string, Func<int, ModelSample>> all)
    {
        foreach (string type in Unary)
            all[type] = seed => OnFloats(seed, type);
        foreach (string type in Bounded)
            all[type] = seed => OnBounded(seed, type);
        all["Acosh"] = seed => OnPositive(seed, "Acosh", 1);
        foreach (string type in PositiveUnary)
            all[type] = seed => OnPositive(seed, type, 0);
        foreach (string type in Binary)
            all[type] = seed => OnTwo(seed, type);
        all["Gelu"] = seed => Gelu(seed);
        all["Clip"] = Clip;
        all["PRelu"] = PRelu;
        all["Pow"] = Pow;
        all["Mod"] = Mod;
    }

    private static ModelSample OnFloats(int seed, string type)
    {
        var sample = new ModelSample(seed);
        return sample.One(type, [sample.Floats(sample.Random.Next(1, 5), sample.Random.Next(1, 40))]);
    }

    private static ModelSample Gelu(int seed)
    {
        var sample = new ModelSample(seed, 20 + (seed % 3));
        return sample.One("Gelu", [sample.Floats(3, 17)], OnnxAttributes.Text("approximate", seed % 2 == 0 ? "none" : "tanh"));
    }

    private static ModelSample OnPositive(int seed, string type, float above)
    {
        var sample = new ModelSample(seed);
        string x = sample.Node("Abs", [sample.Floats(4, sample.Random.Next(1, 40))]);
        return sample.One(type, [sample.Node("Add", [x, sample.Constant(Tensor.From<float>([above], 1))])]);
    }

    private static ModelSample OnBounded(int seed, string type)
    {
        var sample = new ModelSample(seed);
        return sample.One(type, [sample.Node("Div", [sample.Floats(4, sample.Random.Next(1, 40)), sample.Constant(Tensor.From<float>([3.01f], 1))])]);
    }

    private static ModelSample Clip(int seed)
    {
        var sample = new ModelSample(seed);
        ElementType type = sample.Pick(ElementType.Float, ElementType.Double, ElementType.Int32, ElementType.Int8);
        Tensor low = Tensor.Create(type), high = Tensor.Create(type);
        CastKernel.TryRun(Tensor.From<float>([-1.5f]), low);
        CastKernel.TryRun(Tensor.From<float>([2.5f]), high);
        string[] bounds = sample.Pick<string[]>([sample.Constant(low), sample.Constant(high)], [sample.Constant(low)], ["", sample.Constant(high)]);
        return sample.One("Clip", type, [sample.Typed(type, 4, 9), .. bounds]);
    }

    private static ModelSample PRelu(int seed)
    {
        var sample = new ModelSample(seed);
        int channels = sample.Random.Next(1, 6);
        return sample.One("PRelu", [sample.Floats(2, channels, 5), sample.Constant(sample.RandomFloats(sample.Pick<int[]>([channels, 1], [1], [5], [2, channels, 5])))]);
    }

    private static ModelSample Pow(int seed)
    {
        var sample = new ModelSample(seed);
        string x = sample.Node("Abs", [sample.Floats(3, 7)]), y = seed % 2 == 0 ? sample.Floats(7) : sample.Constant(Tensor.From<float>([sample.Pick(2f, 3f, 0.5f, -1f)]));
        return sample.One("Pow", [x, y]);
    }

    private static ModelSample Mod(int seed)
    {
        var sample = new ModelSample(seed);
        ElementType type = sample.Pick(ElementType.Float, ElementType.Int64, ElementType.Int32, ElementType.Int8, ElementType.UInt8);
        Tensor divisor = sample.RandomOf(type, 3, 7), four = Tensor.Create(type, 1);
        CastKernel.TryRun(Tensor.From<float>([4], 1), four);
        for (int i = 0; i < divisor.Count; i++)
        {
            if (CastKernel.At(divisor, i) == 0)
                ElementCopy.Run(four, 0, divisor, i, 1);
        }

        return sample.One("Mod", type, [sample.Typed(type, 3, 7), sample.Input(divisor)], OnnxAttributes.Int("fmod", type == ElementType.Float ? 1 : seed % 2));
    }

    private static ModelSample OnTwo(int seed, string type)
    {
        var sample = new ModelSample(seed);
        int a = sample.Random.Next(1, 6), b = sample.Random.Next(1, 30);
        (int[] Left, int[] Right)[] shapes = [([a, b], [a, b]), ([a, b], [b]), ([a, b], []), ([a, 1], [1, b]), ([2, 1, b], [a, 1]), ([], [a, b])];
        (int[] left, int[] right) = shapes[seed % shapes.Length];
        return sample.Output(sample.Node(type, [sample.Floats(left), sample.Floats(right)]));
    }
}
