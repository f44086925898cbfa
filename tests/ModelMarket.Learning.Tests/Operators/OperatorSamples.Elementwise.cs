using ModelMarket.Learning.Onnx;

namespace ModelMarket.Learning.Tests.Operators;

/// <content>Element-wise operators.</content>
internal static partial class OperatorSamples
{
    private static string[] Unary =>
    [
        "Relu", "LeakyRelu", "Elu", "Celu", "Selu", "Sigmoid", "HardSigmoid", "HardSwish", "Tanh", "Softplus", "Softsign", "ThresholdedRelu", "Shrink", "Exp",
        "Erf", "Sin", "Cos", "Tan", "Atan", "Sinh", "Cosh", "Asinh", "Neg", "Abs", "Sign", "Ceil", "Floor", "Round", "Reciprocal", "Identity",
    ];

    private static string[] PositiveUnary => ["Log", "Sqrt"];

    private static string[] Binary => ["Add", "Sub", "Mul", "Div", "Max", "Min", "Sum", "Mean"];

    private static void AddElementwise(Dictionary<string, Func<int, ModelSample>> all)
    {
        foreach (string type in Unary)
            all[type] = seed => OnFloats(seed, type, 17);
        foreach (string type in PositiveUnary)
            all[type] = seed => OnPositive(seed, type);
        foreach (string type in Binary)
            all[type] = seed => OnTwo(seed, type);
        all["Gelu"] = seed => Gelu(seed);
        all["Mish"] = seed => OnFloats(seed, "Mish", 18);
    }

    private static ModelSample OnFloats(int seed, string type, int opset)
    {
        var sample = new ModelSample(seed, opset);
        return sample.Output(sample.Node(type, [sample.Floats(sample.Random.Next(1, 5), sample.Random.Next(1, 40))]));
    }

    private static ModelSample Gelu(int seed)
    {
        var sample = new ModelSample(seed, 20);
        return sample.Output(sample.Node("Gelu", [sample.Floats(3, 17)], OnnxAttributes.Text("approximate", seed % 2 == 0 ? "none" : "tanh")));
    }

    private static ModelSample OnPositive(int seed, string type)
    {
        var sample = new ModelSample(seed);
        return sample.Output(sample.Node(type, [sample.Node("Abs", [sample.Floats(4, sample.Random.Next(1, 40))])]));
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
