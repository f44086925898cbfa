using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Training.Gradients;

/// <summary>Softmax and LogSoftmax in the middle of a graph (attention); at its end the loss takes them in.</summary>
internal static class SoftmaxGradients
{
    public static void Add(Dictionary<string, GradientRule> rules)
    {
        rules.Add("Softmax", node => Run(node, Softmax));
        rules.Add("LogSoftmax", node => Run(node, LogSoftmax));
    }

    private delegate void Lane(ReadOnlySpan<float> y, ReadOnlySpan<float> g, Span<float> target, int start, int stride, int count);

    private static void Run(GradientNode node, Lane lane)
    {
        Tensor y = node.Out();
        // Over all axes from the attribute on before opset 13, over one since.
        bool old = node.Context.Opset < 13;
        int axis = (int)node.Int("axis", old ? 1 : -1);
        axis = axis < 0 ? axis + y.Rank : axis;
        int end = old ? y.Rank : axis + 1;
        int count = TensorShape.Product(y.Shape, axis, end), stride = TensorShape.Product(y.Shape, end, y.Rank), outer = TensorShape.Product(y.Shape, 0, axis);
        Tensor target = node.Target(0);
        ReadOnlySpan<float> g = node.OutGradient();
        for (int o = 0; o < outer; o++)
        {
            for (int s = 0; s < stride; s++)
                lane(y.Floats, g, target.Floats, (o * count * stride) + s, stride, count);
        }

        node.Commit(0);
    }

    /// <summary>dx = y·(g − Σ g·y).</summary>
    private static void Softmax(ReadOnlySpan<float> y, ReadOnlySpan<float> g, Span<float> target, int start, int stride, int count)
    {
        float sum = 0f;
        for (int i = 0; i < count; i++)
            sum += g[start + (i * stride)] * y[start + (i * stride)];
        for (int i = 0; i < count; i++)
            target[start + (i * stride)] = y[start + (i * stride)] * (g[start + (i * stride)] - sum);
    }

    /// <summary>dx = g − e^y·Σg.</summary>
    private static void LogSoftmax(ReadOnlySpan<float> y, ReadOnlySpan<float> g, Span<float> target, int start, int stride, int count)
    {
        float sum = 0f;
        for (int i = 0; i < count; i++)
            sum += g[start + (i * stride)];
        for (int i = 0; i < count; i++)
            target[start + (i * stride)] = g[start + (i * stride)] - (Numerics.Elementary.Exp(y[start + (i * stride)]) * sum);
    }
}
