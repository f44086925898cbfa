using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Tests.Operators;

/// <summary>Says how a value differs from what was expected, within the tolerances of ONNX's own test runner.</summary>
internal static class ValueComparison
{
    public static string? Difference(Value? expected, Value? actual, double relative, double absolute)
    {
        switch (expected, actual)
        {
            case (Tensor e, Tensor a): return Tensors(e, a, relative, absolute);
            case (TensorSequence e, TensorSequence a): return Sequences(e, a, relative, absolute);
            case (OptionalValue e, OptionalValue a): return e.Content is null && a.Content is null ? null : Difference(e.Content, a.Content, relative, absolute);
            case (OptionalValue e, _): return Difference(e.Content, actual, relative, absolute);
            case (_, OptionalValue a): return Difference(expected, a.Content, relative, absolute);
            default: return $"expected {expected?.ToString() ?? "nothing"}, got {actual?.ToString() ?? "nothing"}";
        }
    }

    private static string? Sequences(TensorSequence expected, TensorSequence actual, double relative, double absolute)
    {
        if (expected.Items.Count != actual.Items.Count)
            return $"expected {expected.Items.Count} items, got {actual.Items.Count}";
        for (int i = 0; i < expected.Items.Count; i++)
        {
            string? wrong = Difference(expected.Items[i], actual.Items[i], relative, absolute);
            if (wrong is not null)
                return $"item {i}: {wrong}";
        }

        return null;
    }

    private static string? Tensors(Tensor expected, Tensor actual, double relative, double absolute)
    {
        if (expected.Type != actual.Type || !expected.Shape.AsSpan().SequenceEqual(actual.Shape))
            return $"expected {expected}, got {actual}";
        for (int i = 0; i < expected.Count; i++)
        {
            if (expected.Type == ElementType.String)
            {
                if (expected.Strings[i] != actual.Strings[i])
                    return $"[{i}]: expected '{expected.Strings[i]}', got '{actual.Strings[i]}'";
                continue;
            }

            if (!expected.Type.IsFloating())
            {
                int size = expected.Type.SizeBytes();
                if (!expected.Bytes.Slice(i * size, size).SequenceEqual(actual.Bytes.Slice(i * size, size)))
                    return $"[{i}] of {expected}: expected {Convert.ToHexString(expected.Bytes.Slice(i * size, size))}, got {Convert.ToHexString(actual.Bytes.Slice(i * size, size))}";
                continue;
            }

            double e = At(expected, i), a = At(actual, i);
            // Two bfloat16 neighbours differ by more than the tolerance, and the set's generator truncated where the contract rounds.
            double allowed = expected.Type == ElementType.BFloat16 ? Math.Max(relative, 1.0 / 128) : relative;
            bool close = e == a || (double.IsNaN(e) && double.IsNaN(a)) || Math.Abs(a - e) <= absolute + (allowed * Math.Abs(e));
            if (!close)
                return $"[{i}] of {expected}: expected {e:R}, got {a:R}";
        }

        return null;
    }

    public static double At(Tensor tensor, int index) => tensor.Type switch
    {
        ElementType.Float => tensor.Floats[index],
        ElementType.Double => tensor.Doubles[index],
        ElementType.Int64 => tensor.Int64s[index],
        ElementType.Int32 => tensor.Int32s[index],
        _ => HalfConversion.Widen(tensor).Floats[index],
    };
}
