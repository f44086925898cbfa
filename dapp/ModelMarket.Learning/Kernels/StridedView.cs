using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Kernels;

/// <summary>A walk through a tensor's elements: start, and per dimension a size and a stride (negative or 0 allowed). Neighbouring dimensions that make one are joined.</summary>
internal sealed class StridedView
{
    private readonly int[] sizes;
    private readonly int[] strides;
    private readonly int offset;

    /// <summary>A view; sizes of 1 are dropped.</summary>
    public StridedView(int offset, ReadOnlySpan<int> sizes, ReadOnlySpan<int> strides)
    {
        this.offset = offset;
        var joinedSizes = new List<int>();
        var joinedStrides = new List<int>();
        for (int i = 0; i < sizes.Length; i++)
        {
            if (sizes[i] == 1)
                continue;
            if (joinedSizes.Count > 0 && joinedStrides[^1] == strides[i] * sizes[i])
            {
                joinedSizes[^1] *= sizes[i];
                joinedStrides[^1] = strides[i];
            }
            else
            {
                joinedSizes.Add(sizes[i]);
                joinedStrides.Add(strides[i]);
            }
        }

        this.sizes = joinedSizes.Count == 0 ? [1] : [.. joinedSizes];
        this.strides = joinedSizes.Count == 0 ? [1] : [.. joinedStrides];
    }

    /// <summary>Copies the walk's elements into <paramref name="target"/>, one after another.</summary>
    public void Copy(Tensor source, Tensor target)
    {
        if (source.Type == ElementType.String)
        {
            Copy<string>(source.Strings, target.Strings);
            return;
        }

        switch (source.Type.SizeBytes())
        {
            case 1: Copy<byte>(source.Bytes, target.Bytes); break;
            case 2: Copy<ushort>(source.Elements<ushort>(), target.Elements<ushort>()); break;
            case 4: Copy<uint>(source.Elements<uint>(), target.Elements<uint>()); break;
            default: Copy<ulong>(source.Elements<ulong>(), target.Elements<ulong>()); break;
        }
    }

    private void Copy<T>(ReadOnlySpan<T> source, Span<T> target)
    {
        Span<int> index = stackalloc int[sizes.Length];
        int inner = sizes[^1], step = strides[^1], at = offset;
        for (int start = 0; start < target.Length; start += inner)
        {
            if (step == 1)
                source.Slice(at, inner).CopyTo(target[start..]);
            else if (step == 0)
                target.Slice(start, inner).Fill(source[at]);
            else
                Gather(source, at, step, target.Slice(start, inner));
            Next(index, ref at);
        }
    }

    private static void Gather<T>(ReadOnlySpan<T> source, int at, int step, Span<T> target)
    {
        for (int i = 0; i < target.Length; i++, at += step)
            target[i] = source[at];
    }

    private void Next(Span<int> index, ref int at)
    {
        for (int d = sizes.Length - 2; d >= 0; d--)
        {
            at += strides[d];
            if (++index[d] < sizes[d])
                return;
            at -= strides[d] * sizes[d];
            index[d] = 0;
        }
    }
}
