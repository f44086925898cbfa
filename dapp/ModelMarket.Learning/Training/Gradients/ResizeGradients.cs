using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Operators;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Training.Gradients;

/// <summary>Resize and Upsample in every mode: the taps of the forward pass the other way, axes last to first; each input element adds up in the
/// order of the outputs it went to, taps ascending.</summary>
internal static class ResizeGradients
{
    public static void Add(Dictionary<string, GradientRule> rules)
    {
        rules.Add("Resize", Run);
        rules.Add("Upsample", Run);
    }

    private static void Run(GradientNode node)
    {
        var axes = (ResizeAxis[])node.Context.State!;
        Tensor target = node.Target(0);
        int[] shape = [.. node.Out().Shape];
        float[] gradient = node.OutGradient().ToArray();
        for (int d = axes.Length - 1; d >= 0; d--)
        {
            if (axes[d].IsIdentity)
                continue;
            int[] before = [.. shape];
            before[d] = target.Shape[d];
            gradient = Back(axes[d], new AxisWalk(before, d), new AxisWalk(shape, d), gradient);
            shape = before;
        }

        gradient.CopyTo(target.Floats);
        node.Commit(0);
    }

    private static float[] Back(ResizeAxis axis, AxisWalk from, AxisWalk to, float[] gradient)
    {
        var result = new float[from.Lines * from.Length];
        for (int line = 0; line < to.Lines; line++)
        {
            int source = from.Start(line), target = to.Start(line);
            for (int i = 0; i < axis.Size; i++)
            {
                float g = gradient[target + (i * to.Step)];
                for (int t = i * axis.Taps; t < (i + 1) * axis.Taps && axis.Sources[t] >= 0; t++)
                    result[source + (axis.Sources[t] * from.Step)] += axis.Taps == 1 ? g : g * axis.Weights[t];
            }
        }

        return result;
    }
}
