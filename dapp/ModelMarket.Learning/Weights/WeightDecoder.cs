using System.Buffers.Binary;
using ModelMarket.Learning.Numerics;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Weights;

/// <summary>Turns the tensors of a submission into floats.</summary>
internal static class WeightDecoder
{
    public const string ScaleSuffix = ".scale";

    public static bool TryDecode(SafetensorsFile file, Parameter parameter, Span<float> values, out LearningFault fault)
    {
        SafetensorsEntry? entry = file.Find(parameter.Name);
        if (entry is null)
            return Fail(LearningError.WeightsMissing, $"tensor '{parameter.Name}' {TensorShape.Text(parameter.Shape)} is missing", out fault);
        if (!entry.Shape.AsSpan().SequenceEqual(parameter.Shape))
            return Fail(LearningError.WeightsShape, $"tensor '{parameter.Name}' is {TensorShape.Text(entry.Shape)}, the model has {TensorShape.Text(parameter.Shape)}", out fault);
        fault = default;
        ReadOnlySpan<byte> data = entry.Data.Span;
        switch (entry.Type)
        {
            case ElementType.Float:
                for (int i = 0; i < values.Length; i++)
                    values[i] = BinaryPrimitives.ReadSingleLittleEndian(data[(4 * i)..]);
                return true;
            case ElementType.Float16:
                for (int i = 0; i < values.Length; i++)
                    values[i] = Float16.ToSingle(BinaryPrimitives.ReadUInt16LittleEndian(data[(2 * i)..]));
                return true;
            case ElementType.BFloat16:
                for (int i = 0; i < values.Length; i++)
                    values[i] = BFloat16.ToSingle(BinaryPrimitives.ReadUInt16LittleEndian(data[(2 * i)..]));
                return true;
            case ElementType.Int8:
                return TryScaled(file, parameter, data, values, out fault);
            default:
                return Fail(LearningError.WeightsType, $"tensor '{parameter.Name}' is {entry.Type}; F32, F16, BF16 and I8 are accepted", out fault);
        }
    }

    /// <summary>Every tensor of the file is a parameter, or the scale of one that is I8.</summary>
    public static bool TryNothingElse(SafetensorsFile file, ParameterLayout layout, out LearningFault fault)
    {
        foreach (SafetensorsEntry entry in file.Entries)
        {
            if (layout.IndexOf(entry.Name) >= 0)
                continue;
            string owner = entry.Name.EndsWith(ScaleSuffix, StringComparison.Ordinal) ? entry.Name[..^ScaleSuffix.Length] : "";
            if (layout.IndexOf(owner) < 0)
                return Fail(LearningError.WeightsUnknown, $"tensor '{entry.Name}' is not one of the model's {layout.Parameters.Count} trainable tensors", out fault);
            if (file.Find(owner)!.Type != ElementType.Int8)
                return Fail(LearningError.WeightsScale, $"'{entry.Name}' scales a tensor that is not I8", out fault);
        }

        fault = default;
        return true;
    }

    private static bool TryScaled(SafetensorsFile file, Parameter parameter, ReadOnlySpan<byte> data, Span<float> values, out LearningFault fault)
    {
        string name = parameter.Name + ScaleSuffix;
        SafetensorsEntry? scale = file.Find(name);
        int channels = parameter.Shape.Length > 0 ? parameter.Shape[0] : 1;
        bool perTensor = scale is { Shape.Length: 0 };
        bool perChannel = scale is { Shape.Length: 1 } && parameter.Shape.Length > 0 && scale.Shape[0] == channels;
        if (scale is null || scale.Type != ElementType.Float || !(perTensor || perChannel))
            return Fail(LearningError.WeightsScale, $"I8 tensor '{parameter.Name}' needs '{name}', F32 of shape [] or [{channels}]", out fault);
        int perScale = perTensor ? values.Length : values.Length / channels;
        for (int i = 0; i < values.Length; i++)
        {
            float s = BinaryPrimitives.ReadSingleLittleEndian(scale.Data.Span[(4 * (i / perScale))..]);
            if (!(s >= 0f) || float.IsPositiveInfinity(s))
                return Fail(LearningError.WeightsScale, $"'{name}' holds a scale that is negative or not finite", out fault);
            values[i] = unchecked((sbyte)data[i]) * s; // the byte's bits are the signed value
        }

        fault = default;
        return true;
    }

    private static bool Fail(LearningError error, string detail, out LearningFault fault)
    {
        fault = new LearningFault(error, detail);
        return false;
    }
}
