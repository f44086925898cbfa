using System.Numerics;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>Applies the taps of a Resize, axis after axis.</summary>
internal static class ResizeKernel
{
    /// <summary>Integers are computed in float and rounded to nearest even at the end.</summary>
    public static void Run(NodeRun run)
    {
        var axes = (ResizeAxis[])run.Node.State!;
        if (run.In(0).Type == ElementType.Double)
        {
            Apply<double>(axes, run.In(0)).Doubles.CopyTo(run.Out().Doubles);
            return;
        }

        Tensor source = run.In(0);
        if (source.Type != ElementType.Float)
        {
            source = Tensor.Create(ElementType.Float, source.Shape);
            CastKernel.TryRun(run.In(0), source);
        }

        Tensor result = Apply<float>(axes, source);
        if (run.Out().Type != ElementType.Float)
        {
            foreach (ref float element in result.Floats)
                element = (float)Math.Round(element, MidpointRounding.ToEven);
        }

        CastKernel.TryRun(result, run.Out());
    }

    private static Tensor Apply<T>(ResizeAxis[] axes, Tensor source)
        where T : unmanaged, INumber<T>
    {
        Tensor current = source;
        for (int d = 0; d < axes.Length; d++)
        {
            if (axes[d].IsIdentity)
                continue;
            int[] shape = [.. current.Shape];
            shape[d] = axes[d].Size;
            Tensor next = Tensor.Create(current.Type, shape);
            Line<T>(axes[d], new AxisWalk(current.Shape, d), new AxisWalk(shape, d), current.Elements<T>(), next.Elements<T>());
            current = next;
        }

        return current;
    }

    private static void Line<T>(ResizeAxis axis, AxisWalk from, AxisWalk to, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, INumber<T>
    {
        for (int line = 0; line < to.Lines; line++)
        {
            int source = from.Start(line), target = to.Start(line);
            for (int i = 0; i < axis.Size; i++)
            {
                T sum = T.Zero;
                for (int t = i * axis.Taps; t < (i + 1) * axis.Taps; t++)
                {
                    if (axis.Sources[t] < 0)
                    {
                        sum = T.CreateTruncating(axis.Extrapolation);
                        break;
                    }

                    T value = x[source + (axis.Sources[t] * from.Step)];
                    sum = axis.Taps == 1 ? value : sum + (value * T.CreateTruncating(axis.Weights[t]));
                }

                y[target + (i * to.Step)] = sum;
            }
        }
    }
}
