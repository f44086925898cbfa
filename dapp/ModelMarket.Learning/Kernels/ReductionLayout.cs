using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Kernels;

/// <summary>Which elements each output of a reduction takes: where it starts, and the walk over the reduced axes, row-major.</summary>
internal sealed class ReductionLayout
{
    private readonly int[] keptSizes, keptStrides, sizes, strides;

    /// <summary>A layout for a shape and the axes reduced.</summary>
    public ReductionLayout(int[] shape, bool[] reduced)
    {
        int[] all = TensorShape.Strides(shape);
        (keptSizes, keptStrides) = Joined(shape, all, reduced, false);
        (sizes, strides) = Joined(shape, all, reduced, true);
        Count = 1;
        foreach (int size in sizes)
            Count *= size;
    }

    /// <summary>Elements per output.</summary>
    public int Count { get; }

    /// <summary>Length of the inner loop over reduced elements.</summary>
    public int Inner => sizes[^1];

    /// <summary>Stride of the inner loop.</summary>
    public int Step => strides[^1];

    private static (int[] Sizes, int[] Strides) Joined(int[] shape, int[] all, bool[] reduced, bool which)
    {
        var sizes = new List<int>();
        var strides = new List<int>();
        for (int i = 0; i < shape.Length; i++)
        {
            if (reduced[i] != which || shape[i] == 1)
                continue;
            if (sizes.Count > 0 && strides[^1] == all[i] * shape[i])
            {
                sizes[^1] *= shape[i];
                strides[^1] = all[i];
            }
            else
            {
                sizes.Add(shape[i]);
                strides.Add(all[i]);
            }
        }

        return sizes.Count == 0 ? ([1], [1]) : ([.. sizes], [.. strides]);
    }

    /// <summary>Moves to the next output's first element.</summary>
    public void NextOutput(Span<int> index, ref int at) => Next(keptSizes, keptStrides, keptSizes.Length - 1, index, ref at);

    /// <summary>Moves to the next run of the inner loop.</summary>
    public void NextRun(Span<int> index, ref int at) => Next(sizes, strides, sizes.Length - 2, index, ref at);

    private static void Next(int[] sizes, int[] strides, int last, Span<int> index, ref int at)
    {
        for (int d = last; d >= 0; d--)
        {
            at += strides[d];
            if (++index[d] < sizes[d])
                return;
            at -= strides[d] * sizes[d];
            index[d] = 0;
        }
    }

    /// <summary>Reduces every output.</summary>
    public void Run<TReduction, T>(ReadOnlySpan<T> x, Span<T> y)
        where TReduction : struct, IReduction
        where T : unmanaged, System.Numerics.INumber<T>
    {
        Span<int> outer = stackalloc int[LearningLimits.RankMax], index = stackalloc int[LearningLimits.RankMax];
        int first = 0, inner = Inner, step = Step;
        for (int o = 0; o < y.Length; o++)
        {
            T sum = TReduction.Start<T>();
            int start = first;
            index.Clear();
            for (int done = 0; done < Count; done += inner)
            {
                int at = start;
                for (int i = 0; i < inner; i++, at += step)
                    sum = TReduction.Next(sum, x[at]);
                NextRun(index, ref start);
            }

            y[o] = TReduction.Finish(sum, Count);
            NextOutput(outer, ref first);
        }
    }
}
