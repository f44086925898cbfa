using ModelMarket.Learning.Numerics;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Weights;

/// <summary>Writes weights in each accepted form.</summary>
internal static class WeightEncoder
{
    private const float Int8Max = 127f;

    public static byte[] Encode(WeightSet weights, WeightEncoding encoding)
    {
        var tensors = new List<(string Name, Tensor Tensor)>();
        for (int i = 0; i < weights.Tensors.Count; i++)
        {
            string name = weights.Layout.Parameters[i].Name;
            Tensor source = weights.Tensors[i];
            switch (encoding)
            {
                case WeightEncoding.F16:
                    tensors.Add((name, Narrow(source, ElementType.Float16)));
                    break;
                case WeightEncoding.BF16:
                    tensors.Add((name, Narrow(source, ElementType.BFloat16)));
                    break;
                case WeightEncoding.I8 when source.Rank >= 2:
                    AddQuantised(tensors, name, source);
                    break;
                default:
                    tensors.Add((name, source));
                    break;
            }
        }

        return SafetensorsWriter.Write(tensors);
    }

    private static Tensor Narrow(Tensor source, ElementType type)
    {
        Tensor narrow = Tensor.Create(type, source.Shape);
        Span<ushort> bits = narrow.Elements<ushort>();
        Span<float> values = source.Floats;
        for (int i = 0; i < bits.Length; i++)
            bits[i] = type == ElementType.Float16 ? Float16.FromSingle(values[i]) : BFloat16.FromSingle(values[i]);
        return narrow;
    }

    /// <summary>scale = max|w| / 127 per channel, q = round-even(w / scale); a channel of zeros has scale 0.</summary>
    private static void AddQuantised(List<(string Name, Tensor Tensor)> tensors, string name, Tensor source)
    {
        int channels = source.Shape[0], perChannel = source.Count / channels;
        Tensor quantised = Tensor.Create(ElementType.Int8, source.Shape);
        Tensor scales = Tensor.Create(ElementType.Float, channels);
        Span<float> values = source.Floats;
        Span<sbyte> bytes = quantised.Elements<sbyte>();
        for (int c = 0; c < channels; c++)
        {
            Span<float> channel = values.Slice(c * perChannel, perChannel);
            float scale = LargestMagnitude(channel) / Int8Max;
            scales.Floats[c] = scale;
            for (int i = 0; i < perChannel && scale > 0f; i++)
            {
                float q = (float)Math.Round((double)(channel[i] / scale));
                bytes[(c * perChannel) + i] = (sbyte)(q > Int8Max ? Int8Max : q < -Int8Max ? -Int8Max : q);
            }
        }

        tensors.Add((name, quantised));
        tensors.Add((name + WeightDecoder.ScaleSuffix, scales));
    }

    private static float LargestMagnitude(ReadOnlySpan<float> values)
    {
        float largest = 0f;
        foreach (float value in values)
        {
            float magnitude = Math.Abs(value);
            if (magnitude > largest)
                largest = magnitude;
        }

        return largest;
    }
}
