using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Numerics;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>DFT and STFT by the definition: each output a sum in double over ascending input index, angles reduced exactly, rounded once.</summary>
internal static class FourierOperators
{
    private const double Pi = 3.14159265358979311600;

    private sealed record Transform(int Axis, int Length, bool OneSided, bool Inverse);

    private sealed record Frames(int Count, int Step, int Length, int Bins);

    /// <summary>Adds the family.</summary>
    public static void Add(OperatorTableBuilder table)
    {
        table.Add("DFT", 17, TypeSet.Floating, InferDft, RunDft, OperatorTraits.Widen);
        table.Add("STFT", 17, TypeSet.Floating, InferStft, RunStft, OperatorTraits.Widen);
    }

    private static bool InferDft(NodeContext node)
    {
        if (!node.TryShape(0, out int[] x))
            return false;
        long axisGiven = node.Opset < 20 ? node.Int("axis", 1) : -2;
        if (node.Has(2))
        {
            if (!node.TryIntegers(2, out long[] axes))
                return false;
            axisGiven = axes.Length == 1 ? axes[0] : axisGiven;
        }

        if (x.Length < 2 || x[^1] is not (1 or 2) || !node.TryAxis(axisGiven, x.Length, out int axis) || axis == x.Length - 1)
            return node.Fail(LearningError.OperatorShape, $"{TensorShape.Text(x)} is not [batch, …, 1 or 2]");
        long length = x[axis];
        if (node.Has(1))
        {
            if (!node.TryIntegers(1, out long[] lengths))
                return false;
            length = lengths.Length == 1 ? lengths[0] : length;
        }

        bool oneSided = node.Int("onesided", 0) != 0, inverse = node.Int("inverse", 0) != 0;
        if (length is < 1 or > LearningLimits.TensorElementsMax || (oneSided && inverse))
            return node.Fail(LearningError.OperatorAttribute, $"length {length}, or a one-sided inverse");
        int[] shape = [.. x];
        shape[axis] = oneSided ? ((int)length / 2) + 1 : (int)length;
        shape[^1] = 2;
        node.State = new Transform(axis, (int)length, oneSided, inverse);
        node.Work = InferRules.CountOf(shape) * Math.Min(length, x[axis]) * WorkWeights.TypedAccess;
        return node.Output(0, node.TypeOf(0), shape);
    }

    /// <summary>cos and sin of 2πi/n for all i.</summary>
    private static (double[] Cos, double[] Sin) Circle(int n)
    {
        var cos = new double[n];
        var sin = new double[n];
        for (int i = 0; i < n; i++)
        {
            double angle = 2 * Pi * i / n;
            cos[i] = Elementary.Cos(angle);
            sin[i] = Elementary.Sin(angle);
        }

        return (cos, sin);
    }

    private static void RunDft(NodeRun run)
    {
        var transform = (Transform)run.Node.State!;
        Tensor x = run.In(0), y = run.Out();
        int parts = x.Shape[^1], taken = Math.Min(transform.Length, x.Shape[transform.Axis]);
        var from = new AxisWalk(x.Shape[..^1], transform.Axis);
        var to = new AxisWalk(y.Shape[..^1], transform.Axis);
        (double[] cos, double[] sin) = Circle(transform.Length);
        for (int line = 0; line < to.Lines; line++)
        {
            for (int k = 0; k < to.Length; k++)
            {
                double real = 0, imaginary = 0;
                for (int n = 0; n < taken; n++)
                {
                    int at = (from.Start(line) + (n * from.Step)) * parts, turn = (int)((long)k * n % transform.Length);
                    double c = cos[turn], s = transform.Inverse ? sin[turn] : -sin[turn];
                    double re = CastKernel.At(x, at), im = parts == 2 ? CastKernel.At(x, at + 1) : 0;
                    real += (re * c) - (im * s);
                    imaginary += (re * s) + (im * c);
                }

                int target = (to.Start(line) + (k * to.Step)) * 2;
                Put(y, target, transform.Inverse ? real / transform.Length : real);
                Put(y, target + 1, transform.Inverse ? imaginary / transform.Length : imaginary);
            }
        }
    }

    private static void Put(Tensor y, int index, double value)
    {
        if (y.Type == ElementType.Float)
            y.Floats[index] = (float)value;
        else
            y.Doubles[index] = value;
    }

    private static bool InferStft(NodeContext node)
    {
        if (!node.TryShape(0, out int[] x) || !node.TryIntegers(1, out long[] step))
            return false;
        long length = -1;
        if (node.Has(3))
        {
            if (!node.TryIntegers(3, out long[] lengths))
                return false;
            length = lengths.Length == 1 ? lengths[0] : -1;
        }

        if (node.Has(2))
        {
            if (!node.TryShape(2, out int[] window))
                return false;
            length = length < 0 ? InferRules.CountOf(window) : length;
            if (InferRules.CountOf(window) != length)
                return node.Fail(LearningError.OperatorShape, $"a window of {TensorShape.Text(window)} for frames of {length}");
        }

        if (x.Length is not (2 or 3) || (x.Length == 3 && x[2] is not (1 or 2)) || step.Length != 1 || step[0] < 1 || length < 1 || length > x[1])
            return node.Fail(LearningError.OperatorShape, $"frames of {length} in {TensorShape.Text(x)}");
        int frames = (int)(((x[1] - length) / step[0]) + 1), bins = node.Int("onesided", 1) != 0 ? ((int)length / 2) + 1 : (int)length;
        node.State = new Frames(frames, (int)Math.Min(step[0], x[1]), (int)length, bins);
        node.Work = (long)x[0] * frames * bins * length * 2 * WorkWeights.TypedAccess;
        return node.Output(0, node.TypeOf(0), [x[0], frames, bins, 2]);
    }

    private static void RunStft(NodeRun run)
    {
        var frames = (Frames)run.Node.State!;
        Tensor x = run.In(0), y = run.Out();
        Tensor? window = run.TryIn(2);
        int parts = x.Rank == 3 ? x.Shape[2] : 1;
        (double[] cos, double[] sin) = Circle(frames.Length);
        for (int i = 0; i < y.Count / 2; i++)
        {
            int bin = i % frames.Bins, frame = i / frames.Bins % frames.Count, batch = i / frames.Bins / frames.Count;
            double real = 0, imaginary = 0;
            for (int n = 0; n < frames.Length; n++)
            {
                int at = ((batch * x.Shape[1]) + (frame * frames.Step) + n) * parts, turn = (int)((long)bin * n % frames.Length);
                double weight = window is null ? 1 : CastKernel.At(window, n);
                double re = CastKernel.At(x, at) * weight, im = parts == 2 ? CastKernel.At(x, at + 1) * weight : 0;
                real += (re * cos[turn]) + (im * sin[turn]);
                imaginary += (im * cos[turn]) - (re * sin[turn]);
            }

            Put(y, 2 * i, real);
            Put(y, (2 * i) + 1, imaginary);
        }
    }
}
