using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Training.Gradients;

/// <summary>Operators that copy elements to other places. The operator itself is run on element numbers instead of elements; where each number
/// arrives, its gradient comes from. Scatter-add in the order of the output.</summary>
internal static class MovementGradients
{
    public static void Add(Dictionary<string, GradientRule> rules)
    {
        string[] names =
        [
            "Transpose", "Slice", "Tile", "Pad", "DepthToSpace", "SpaceToDepth", "Trilu", "GatherElements", "GatherND", "ReverseSequence", "CenterCropPad",
        ];
        foreach (string name in names)
            rules.Add(name, Run);
        rules.Add("ScatterElements", Scatter);
        rules.Add("ScatterND", Scatter);
    }

    private static void Run(GradientNode node)
    {
        Tensor target = node.Target(0);
        ReadOnlySpan<int> from = Moved(node, (0, Numbers(target.Shape, 1)));
        ReadOnlySpan<float> g = node.OutGradient();
        Take(from, g, 1, target.Floats);
        node.Commit(0);
    }

    /// <summary>Data and updates are numbered one after the other: each output element's gradient goes to where it came from.</summary>
    private static void Scatter(GradientNode node)
    {
        int[] data = node.In(0).Shape, updates = node.In(2).Shape;
        Tensor numbers = Numbers(data, 1);
        ReadOnlySpan<int> from = Moved(node, (0, numbers), (2, Numbers(updates, numbers.Count + 1)));
        ReadOnlySpan<float> g = node.OutGradient();
        foreach (int input in (ReadOnlySpan<int>)[0, 2])
        {
            if (!node.Wants(input))
                continue;
            Take(from, g, input == 0 ? 1 : numbers.Count + 1, node.Target(input).Floats);
            node.Commit(input);
        }
    }

    /// <summary>The output of the operator when it is given numbers.</summary>
    private static ReadOnlySpan<int> Moved(GradientNode node, params ReadOnlySpan<(int Input, Tensor Numbers)> replaced)
    {
        var inputs = new Value?[node.InputCount];
        for (int i = 0; i < inputs.Length; i++)
            inputs[i] = node.TryIn(i);
        foreach ((int input, Tensor numbers) in replaced)
            inputs[input] = numbers;
        var outputs = new Value?[] { Tensor.Create(ElementType.Float, node.Out().Shape) };
        bool moved = NodeCall.TryRun(node.Context, node.Forward, inputs, outputs, out LearningFault fault);
        Invariant.Require(moved, $"a node that ran forward ran: {fault.Detail}");
        return ((Tensor)outputs[0]!).Elements<int>();
    }

    /// <summary>Adds up the gradients of elements numbered from <paramref name="first"/>. 0 is what padding with +0 looks like, and no pattern of another
    /// constant is a number of an element.</summary>
    private static void Take(ReadOnlySpan<int> from, ReadOnlySpan<float> g, int first, Span<float> to)
    {
        to.Clear();
        for (int i = 0; i < from.Length; i++)
        {
            long at = (long)from[i] - first;
            if (at >= 0 && at < to.Length)
                to[(int)at] += g[i];
        }
    }

    /// <summary>first, first + 1, … as the bit patterns of floats: copying keeps them.</summary>
    private static Tensor Numbers(int[] shape, int first)
    {
        Tensor tensor = Tensor.Create(ElementType.Float, shape);
        Span<int> bits = tensor.Elements<int>();
        for (int i = 0; i < bits.Length; i++)
            bits[i] = first + i;
        return tensor;
    }
}
