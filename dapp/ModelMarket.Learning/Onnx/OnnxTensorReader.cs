using System.Runtime.InteropServices;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Onnx;

/// <summary>Reads ONNX <c>TensorProto</c>: raw little-endian data or the typed fields; dimensions and data must agree before memory is taken.</summary>
internal static class OnnxTensorReader
{
    /// <summary>Reads a tensor that stands alone in a file (conformance test data).</summary>
    public static bool TryRead(ReadOnlySpan<byte> file, out Tensor? tensor, out string name, out LearningFault fault)
    {
        var wire = new WireReader(file, 0, 0);
        tensor = Fields(ref wire, out name);
        fault = wire.Fault;
        return tensor is not null;
    }

    /// <summary>Reads the field's message; null after a mistake, which then sticks to <paramref name="wire"/>.</summary>
    public static Tensor? Read(ref WireReader wire, out string name)
    {
        WireReader message = wire.Message();
        Tensor? tensor = Fields(ref message, out name);
        wire.Adopt(message);
        return wire.Failed ? null : tensor;
    }

    private static Tensor? Fields(ref WireReader message, out string name)
    {
        var parts = new Parts();
        while (message.NextField(out int field))
            Field(ref message, field, ref parts);
        name = parts.Name ?? "";
        if (message.Failed || !TryShape(ref message, parts, out int[] shape))
            return null;
        Tensor? tensor = parts.HasRaw ? FromRaw(ref message, parts, shape) : FromTyped(ref message, parts, shape);
        return message.Failed ? null : tensor;
    }

    private static void Field(ref WireReader message, int field, ref Parts parts)
    {
        switch (field)
        {
            case 1: message.Int64s(parts.Dimensions ??= [], LearningLimits.RankMax); break;
            case 2: parts.Type = (ElementType)Math.Clamp(message.Int32(), 0, 255); break;
            case 3: message.Fail(LearningError.OnnxTensorType, "a tensor in segments is not supported"); break;
            case 4: message.Floats(parts.Floats ??= [], 2 * LearningLimits.TensorElementsMax); break;
            case 5: message.Int64s(parts.Ints ??= [], LearningLimits.TensorElementsMax); break;
            case 6: message.Add(parts.Strings ??= [], message.AnyText(), LearningLimits.TensorElementsMax); break;
            case 7: message.Int64s(parts.Ints ??= [], LearningLimits.TensorElementsMax); break;
            case 8: parts.Name = message.Text(); break;
            case 9: parts.Raw = message.Delimit(); parts.HasRaw = true; break;
            case 10: message.Doubles(parts.Doubles ??= [], LearningLimits.TensorElementsMax); break;
            case 11: message.Int64s(parts.Ints ??= [], LearningLimits.TensorElementsMax); break;
            case 13: External(ref message); break;
            case 14 when message.Int32() == 1: External(ref message); break;
            case 14: break;
            default: message.Skip(); break;
        }
    }

    private static void External(ref WireReader message) =>
        message.Fail(LearningError.OnnxExternalData, "tensor data outside the file; save the model with its data inside");

    private static bool TryShape(ref WireReader message, in Parts parts, out int[] shape)
    {
        shape = new int[parts.Dimensions?.Count ?? 0];
        if (!parts.Type.IsSupported())
            return message.Fail(LearningError.OnnxTensorType, $"tensor '{parts.Name}' of type {(int)parts.Type} is not supported");
        for (int i = 0; i < shape.Length; i++)
        {
            long dimension = parts.Dimensions![i];
            if (dimension is < 0 or > LearningLimits.TensorElementsMax)
                return message.Fail(LearningError.OnnxTensorSize, $"tensor '{parts.Name}' has dimension {dimension}");
            shape[i] = (int)dimension;
        }

        return TensorShape.TryCount(shape, out _) || message.Fail(LearningError.OnnxLimitExceeded, $"tensor '{parts.Name}' is larger than the limit");
    }

    private static Tensor? FromRaw(ref WireReader message, in Parts parts, int[] shape)
    {
        TensorShape.TryCount(shape, out int count);
        if (parts.Type == ElementType.String || parts.Raw.Length != (long)count * parts.Type.SizeBytes())
        {
            message.Fail(LearningError.OnnxTensorSize, $"tensor '{parts.Name}' {parts.Type}{TensorShape.Text(shape)} has {parts.Raw.Length} bytes of data");
            return null;
        }

        Tensor tensor = Tensor.Create(parts.Type, shape);
        parts.Raw.CopyTo(tensor.Bytes);
        if (parts.Type == ElementType.Bool)
            MakeBools(tensor.Bytes);
        return tensor;
    }

    private static void MakeBools(Span<byte> bytes)
    {
        for (int i = 0; i < bytes.Length; i++)
            bytes[i] = bytes[i] == 0 ? (byte)0 : (byte)1;
    }

    private static Tensor? FromTyped(ref WireReader message, in Parts parts, int[] shape)
    {
        TensorShape.TryCount(shape, out int count);
        int held = parts.Type switch
        {
            ElementType.Float => parts.Floats?.Count ?? 0,
            ElementType.Double => parts.Doubles?.Count ?? 0,
            ElementType.String => parts.Strings?.Count ?? 0,
            _ => parts.Ints?.Count ?? 0,
        };
        if (held != count)
        {
            message.Fail(LearningError.OnnxTensorSize, $"tensor '{parts.Name}' {parts.Type}{TensorShape.Text(shape)} has {held} elements of data");
            return null;
        }

        if (parts.Type == ElementType.String)
            return Tensor.FromStrings(parts.Strings is null ? [] : [.. parts.Strings], shape);
        Tensor tensor = Tensor.Create(parts.Type, shape);
        if (parts.Type == ElementType.Float)
            CollectionsMarshal.AsSpan(parts.Floats).CopyTo(tensor.Floats);
        else if (parts.Type == ElementType.Double)
            CollectionsMarshal.AsSpan(parts.Doubles).CopyTo(tensor.Doubles);
        else
            Integers(tensor, CollectionsMarshal.AsSpan(parts.Ints));
        return tensor;
    }

    /// <summary>Narrow types travel in the low bits of wider fields.</summary>
    private static void Integers(Tensor tensor, ReadOnlySpan<long> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            unchecked // the low bits are the element
            {
                switch (tensor.Type.SizeBytes())
                {
                    case 1: tensor.Bytes[i] = tensor.Type == ElementType.Bool ? (byte)(values[i] == 0 ? 0 : 1) : (byte)values[i]; break;
                    case 2: tensor.Elements<ushort>()[i] = (ushort)values[i]; break;
                    case 4: tensor.Elements<uint>()[i] = (uint)values[i]; break;
                    default: tensor.Elements<long>()[i] = values[i]; break;
                }
            }
        }
    }

    private ref struct Parts
    {
        public string? Name;
        public ElementType Type;
        public bool HasRaw;
        public ReadOnlySpan<byte> Raw;
        public List<long>? Dimensions, Ints;
        public List<float>? Floats;
        public List<double>? Doubles;
        public List<string>? Strings;
    }
}
