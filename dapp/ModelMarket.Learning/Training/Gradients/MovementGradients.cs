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
    }

    private static void Run(GradientNode node)
    {
        Tensor target = node.Target(0);
        Tensor numbers = Numbers(target.Shape);
        Tensor arrived = Tensor.Create(ElementType.Float, node.Out().Shape);
        var inputs = new Value?[node.InputCount];
        for (int i = 0; i < inputs.Length; i++)
            inputs[i] = i == 0 ? numbers : node.TryIn(i);
        var outputs = new Value?[] { arrived };
        bool moved = NodeCall.TryRun(node.Context, node.Forward, inputs, outputs, out LearningFault fault);
        Invariant.Require(moved, $"a node that ran forward ran: {fault.Detail}");
        ReadOnlySpan<int> from = ((Tensor)outputs[0]!).Elements<int>();
        ReadOnlySpan<float> g = node.OutGradient();
        Span<float> to = target.Floats;
        to.Clear();
        for (int i = 0; i < from.Length; i++)
        {
            // 0 is what padding with +0 looks like, and no pattern of another constant is a number of an element.
            if (from[i] > 0 && from[i] <= to.Length)
                to[from[i] - 1] += g[i];
        }

        node.Commit(0);
    }

    /// <summary>1, 2, 3, … as the bit patterns of floats: copying keeps them.</summary>
    private static Tensor Numbers(int[] shape)
    {
        Tensor tensor = Tensor.Create(ElementType.Float, shape);
        Span<int> bits = tensor.Elements<int>();
        for (int i = 0; i < bits.Length; i++)
            bits[i] = i + 1;
        return tensor;
    }
}
