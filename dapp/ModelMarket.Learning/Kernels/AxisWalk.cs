using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Kernels;

/// <summary>A tensor seen along one axis: lines of <see cref="Length"/> elements, <see cref="Step"/> apart.</summary>
internal readonly struct AxisWalk
{
    /// <summary>The walk along an axis of a shape.</summary>
    public AxisWalk(int[] shape, int axis)
    {
        Length = shape.Length == 0 ? 1 : shape[axis];
        Step = shape.Length == 0 ? 1 : TensorShape.Product(shape, axis + 1, shape.Length);
        Outer = shape.Length == 0 ? 1 : TensorShape.Product(shape, 0, axis);
    }

    /// <summary>Elements of a line.</summary>
    public int Length { get; }

    /// <summary>Distance of neighbours in a line.</summary>
    public int Step { get; }

    /// <summary>Products of the dimensions before the axis.</summary>
    public int Outer { get; }

    /// <summary>How many lines.</summary>
    public int Lines => Outer * Step;

    /// <summary>Where a line starts.</summary>
    public int Start(int line) => ((line / Step) * Length * Step) + (line % Step);
}
