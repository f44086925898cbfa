using System.Globalization;
using System.Numerics;
using ModelMarket.Learning.Numerics;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Kernels;

/// <summary>
/// Conversions between element types: floats round to nearest even, floats to integers truncate and saturate (NaN gives 0),
/// integers to narrower ones wrap, as ONNX's reference does.
/// </summary>
internal static class CastKernel
{
    /// <summary>An element of a numeric tensor as a double (64-bit integers are rounded).</summary>
    public static double At(Tensor tensor, int index) => tensor.Type switch
    {
        ElementType.Float => tensor.Floats[index],
        ElementType.Double => tensor.Doubles[index],
        ElementType.Float16 => Float16.ToSingle(tensor.Elements<ushort>()[index]),
        ElementType.BFloat16 => BFloat16.ToSingle(tensor.Elements<ushort>()[index]),
        ElementType.UInt64 => tensor.Elements<ulong>()[index],
        _ => IntegerAt(tensor, index),
    };

    /// <summary>An element of an integer or bool tensor; UInt64 as its 64-bit pattern.</summary>
    public static long IntegerAt(Tensor tensor, int index) => tensor.Type switch
    {
        ElementType.Int64 => tensor.Int64s[index],
        ElementType.Int32 => tensor.Int32s[index],
        ElementType.Int16 => tensor.Elements<short>()[index],
        ElementType.Int8 => tensor.Elements<sbyte>()[index],
        ElementType.UInt8 or ElementType.Bool => tensor.Bytes[index],
        ElementType.UInt16 => tensor.Elements<ushort>()[index],
        ElementType.UInt32 => tensor.Elements<uint>()[index],
        ElementType.UInt64 => unchecked((long)tensor.Elements<ulong>()[index]), // the pattern
        _ => 0,
    };

    /// <summary>Converts every element; false when a text is not a number.</summary>
    public static bool TryRun(Tensor source, Tensor target)
    {
        if (source.Type == target.Type)
        {
            if (source.Type == ElementType.String)
                source.Strings.CopyTo(target.Strings);
            else
                source.Bytes.CopyTo(target.Bytes);
            return true;
        }

        if (source.Type == ElementType.String)
            return TryParse(source, target);
        for (int i = 0; i < source.Count; i++)
        {
            if (target.Type == ElementType.String)
                target.Strings[i] = Text(source, i);
            else if (source.Type.IsFloating())
                FromFloating(At(source, i), target, i);
            else
                FromInteger(source, IntegerAt(source, i), target, i);
        }

        return true;
    }

    private static void FromFloating(double x, Tensor target, int index)
    {
        switch (target.Type)
        {
            case ElementType.Float: target.Floats[index] = CanonicalNaN.Of((float)x); break;
            case ElementType.Double: target.Doubles[index] = CanonicalNaN.Of(x); break;
            case ElementType.Float16: target.Elements<ushort>()[index] = Float16.FromDouble(x); break;
            case ElementType.BFloat16: target.Elements<ushort>()[index] = BFloat16.FromDouble(x); break;
            case ElementType.Bool: target.Bytes[index] = x != 0 ? (byte)1 : (byte)0; break;
            case ElementType.UInt64: target.Elements<ulong>()[index] = Saturate<ulong>(x); break;
            case ElementType.Int64: target.Int64s[index] = Saturate<long>(x); break;
            case ElementType.Int32: target.Int32s[index] = Saturate<int>(x); break;
            case ElementType.UInt32: target.Elements<uint>()[index] = Saturate<uint>(x); break;
            case ElementType.Int16: target.Elements<short>()[index] = Saturate<short>(x); break;
            case ElementType.UInt16: target.Elements<ushort>()[index] = Saturate<ushort>(x); break;
            case ElementType.Int8: target.Elements<sbyte>()[index] = Saturate<sbyte>(x); break;
            default: target.Bytes[index] = Saturate<byte>(x); break;
        }
    }

    private static T Saturate<T>(double x)
        where T : INumber<T> => double.IsNaN(x) ? T.Zero : T.CreateSaturating(Math.Truncate(x));

    private static void FromInteger(Tensor source, long x, Tensor target, int index)
    {
        bool wide = source.Type == ElementType.UInt64;
        unchecked // narrower integers keep the low bits
        {
            switch (target.Type)
            {
                case ElementType.Float: target.Floats[index] = wide ? (ulong)x : x; break;
                case ElementType.Double: target.Doubles[index] = wide ? (ulong)x : x; break;
                case ElementType.Float16: target.Elements<ushort>()[index] = Float16.FromDouble(wide ? (ulong)x : x); break;
                case ElementType.BFloat16: target.Elements<ushort>()[index] = BFloat16.FromDouble(wide ? (ulong)x : x); break;
                case ElementType.Bool: target.Bytes[index] = x != 0 ? (byte)1 : (byte)0; break;
                case ElementType.Int64 or ElementType.UInt64: target.Elements<long>()[index] = x; break;
                case ElementType.Int32 or ElementType.UInt32: target.Elements<int>()[index] = (int)x; break;
                case ElementType.Int16 or ElementType.UInt16: target.Elements<short>()[index] = (short)x; break;
                default: target.Bytes[index] = (byte)x; break;
            }
        }
    }

    private static bool TryParse(Tensor source, Tensor target)
    {
        for (int i = 0; i < source.Count; i++)
        {
            string text = source.Strings[i].Trim();
            double x = text.ToUpperInvariant() switch
            {
                "INF" or "+INF" => double.PositiveInfinity,
                "-INF" => double.NegativeInfinity,
                "NAN" => double.NaN,
                _ => double.TryParse(text, NumberStyles.Float, NumberFormatInfo.InvariantInfo, out double parsed) ? parsed : Invalid,
            };
            if (BitConverter.DoubleToInt64Bits(x) == BitConverter.DoubleToInt64Bits(Invalid))
                return false;
            FromFloating(x, target, i);
        }

        return true;
    }

    /// <summary>A NaN that no text parses to.</summary>
    private static double Invalid => BitConverter.UInt64BitsToDouble(0x7ff8_dead_0000_0001);

    private static string Text(Tensor source, int index)
    {
        if (source.Type == ElementType.Bool)
            return source.Bytes[index] != 0 ? "True" : "False";
        if (source.Type == ElementType.UInt64)
            return source.Elements<ulong>()[index].ToString(NumberFormatInfo.InvariantInfo);
        if (!source.Type.IsFloating())
            return IntegerAt(source, index).ToString(NumberFormatInfo.InvariantInfo);
        double x = At(source, index);
        if (double.IsNaN(x))
            return "NaN";
        if (double.IsInfinity(x))
            return x > 0 ? "INF" : "-INF";
        return source.Type == ElementType.Double
            ? x.ToString(NumberFormatInfo.InvariantInfo)
            : ((float)x).ToString(NumberFormatInfo.InvariantInfo);
    }
}
