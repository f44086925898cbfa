using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Training;

/// <summary>Scaling a gradient down to a norm.</summary>
internal static class GradientClip
{
    /// <summary>min(1, max / ‖g‖), the norm in double over all tensors in order, the factor rounded to float; 1 for a maximum of 0 (none).</summary>
    public static float Factor(float normMax, IEnumerable<Tensor> gradients)
    {
        if (normMax <= 0f)
            return 1f;
        double sum = 0.0;
        foreach (Tensor gradient in gradients)
        {
            foreach (float value in gradient.Floats)
                sum += (double)value * value;
        }

        double norm = Math.Sqrt(sum);
        return norm > normMax ? (float)(normMax / norm) : 1f;
    }

    /// <summary>Multiplies every element, unless by 1.</summary>
    public static void Scale(Tensor gradient, float factor)
    {
        if (factor == 1f)
            return;
        Span<float> values = gradient.Floats;
        for (int i = 0; i < values.Length; i++)
            values[i] *= factor;
    }
}
