using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Kernels;

/// <summary>From an element type to the C# type; 16-bit floats do not come here, they are widened before.</summary>
internal static class TypeDispatch
{
    /// <summary>Runs the action for a numeric type.</summary>
    public static void Numeric<TAction>(ElementType type, TAction action)
        where TAction : struct, ITypedAction
    {
        switch (type)
        {
            case ElementType.Float: action.Run<float>(); break;
            case ElementType.Double: action.Run<double>(); break;
            case ElementType.Int64: action.Run<long>(); break;
            case ElementType.Int32: action.Run<int>(); break;
            case ElementType.Int16: action.Run<short>(); break;
            case ElementType.Int8: action.Run<sbyte>(); break;
            case ElementType.UInt64: action.Run<ulong>(); break;
            case ElementType.UInt32: action.Run<uint>(); break;
            case ElementType.UInt16: action.Run<ushort>(); break;
            case ElementType.UInt8 or ElementType.Bool: action.Run<byte>(); break;
            default: Invariant.Require(false, $"no arithmetic on {type}"); break;
        }
    }

    /// <summary>Runs the action for a floating type.</summary>
    public static void Floating<TAction>(ElementType type, TAction action)
        where TAction : struct, ITypedAction
    {
        if (type == ElementType.Double)
            action.Run<double>();
        else if (type == ElementType.Float)
            action.Run<float>();
        else
            Invariant.Require(false, $"no float arithmetic on {type}");
    }

    /// <summary>Runs the action for an unsigned type of the element's size: for operators that only move elements.</summary>
    public static void BySize<TAction>(ElementType type, TAction action)
        where TAction : struct, ITypedAction
    {
        switch (type.SizeBytes())
        {
            case 1: action.Run<byte>(); break;
            case 2: action.Run<ushort>(); break;
            case 4: action.Run<uint>(); break;
            default: action.Run<ulong>(); break;
        }
    }
}
