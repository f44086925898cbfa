using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>A tensor that a Scan walks, slice by slice along an axis.</summary>
internal readonly record struct ScanInput(Tensor Tensor, int Axis, bool Reverse)
{
    /// <summary>The slice of a trip, without the axis.</summary>
    public Tensor At(int trip)
    {
        int[] shape = [.. Tensor.Shape[..Axis], .. Tensor.Shape[(Axis + 1)..]];
        int index = Reverse ? Tensor.Shape[Axis] - 1 - trip : trip;
        int tail = TensorShape.Product(Tensor.Shape, Axis + 1, Tensor.Rank), outer = TensorShape.Product(Tensor.Shape, 0, Axis);
        Tensor slice = Tensor.Create(Tensor.Type, shape);
        for (int o = 0; o < outer; o++)
            ElementCopy.Run(Tensor, ((o * Tensor.Shape[Axis]) + index) * tail, slice, o * tail, tail);
        return slice;
    }
}
