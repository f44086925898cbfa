using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>What is known of a value before it exists.</summary>
/// <param name="Present">False for an absent optional input.</param>
/// <param name="Type">The element type; None while unknown, and for what is not a tensor.</param>
/// <param name="Shape">The shape; null while unknown.</param>
/// <param name="Known">The value itself, where it is already there.</param>
/// <param name="Weight">The name of the initializer this is, where runs may replace it; reading it while planning fixes it.</param>
internal readonly record struct ValueFact(bool Present, ElementType Type, int[]? Shape, Value? Known = null, string? Weight = null)
{
    /// <summary>An absent optional input.</summary>
    public static ValueFact Absent => default;

    /// <summary>A value of which nothing is known yet.</summary>
    public static ValueFact Unknown => new(true, ElementType.None, null);

    /// <summary>The facts about a value that is there.</summary>
    public static ValueFact Of(Value? value) => value switch
    {
        null => Absent,
        Tensor tensor => new ValueFact(true, tensor.Type, tensor.Shape, tensor),
        _ => new ValueFact(true, ElementType.None, null, value),
    };
}
