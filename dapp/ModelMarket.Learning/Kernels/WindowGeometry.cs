using ModelMarket.Learning.Operators;

namespace ModelMarket.Learning.Kernels;

/// <summary>How a window (a convolution's kernel, a pool) moves over the spatial dimensions of a tensor [N, C, D1 … Dn].</summary>
internal sealed class WindowGeometry
{
    /// <summary>Spatial sizes of the input.</summary>
    public required int[] Input { get; init; }

    /// <summary>Sizes of the window.</summary>
    public required int[] Kernel { get; init; }

    /// <summary>Spatial sizes of the output.</summary>
    public required int[] Output { get; init; }

    public required int[] Strides { get; init; }

    public required int[] Dilations { get; init; }

    /// <summary>Padding before, per dimension.</summary>
    public required int[] Before { get; init; }

    /// <summary>Padding after, per dimension.</summary>
    public required int[] After { get; init; }

    /// <summary>Spatial dimensions.</summary>
    public int Rank => Input.Length;

    /// <summary>Elements of the window.</summary>
    public int KernelCount => Count(Kernel);

    /// <summary>Positions of the output.</summary>
    public int OutputCount => Count(Output);

    /// <summary>Positions of the input.</summary>
    public int InputCount => Count(Input);

    private static int Count(int[] sizes)
    {
        int count = 1;
        foreach (int size in sizes)
            count *= size;
        return count;
    }

    /// <summary>Reads strides, dilations, pads, auto_pad and ceil_mode of a node.</summary>
    public static bool TryCreate(NodeContext node, int[] input, int[] kernel, out WindowGeometry? geometry)
    {
        geometry = null;
        int rank = input.Length;
        if (!TryList(node, "strides", rank, 1, out int[] strides) || !TryList(node, "dilations", rank, 1, out int[] dilations))
            return false;
        if (!TryPads(node, rank, out int[] before, out int[] after))
            return false;
        string auto = node.Text("auto_pad", "NOTSET");
        var output = new int[rank];
        for (int i = 0; i < rank; i++)
        {
            long span = ((long)(kernel[i] - 1) * dilations[i]) + 1;
            if (kernel[i] < 1 || strides[i] < 1 || dilations[i] < 1 || span > LearningLimits.TensorElementsMax)
                return node.Fail(LearningError.OperatorAttribute, "kernel, strides and dilations must be positive");
            if (auto is "SAME_UPPER" or "SAME_LOWER")
                Same(input[i], strides[i], (int)span, auto == "SAME_LOWER", out before[i], out after[i]);
            else if (auto == "VALID")
                before[i] = after[i] = 0;
            long room = (long)input[i] + before[i] + after[i] - span;
            if (room < 0 || before[i] < 0 || after[i] < 0)
                return node.Fail(LearningError.OperatorShape, $"a window of {span} does not fit into {input[i]} with its padding");
            output[i] = (int)(room / strides[i]) + 1;
            if (node.Int("ceil_mode", 0) != 0 && auto == "NOTSET")
                output[i] = Ceiling(room, strides[i], input[i] + before[i]);
        }

        geometry = new WindowGeometry
        {
            Input = input,
            Kernel = kernel,
            Output = output,
            Strides = strides,
            Dilations = dilations,
            Before = before,
            After = after,
        };
        return true;
    }

    /// <summary>Rounded up, but a window may not start in the padding behind the input.</summary>
    private static int Ceiling(long room, int stride, int inputEnd)
    {
        long count = ((room + stride - 1) / stride) + 1;
        return (int)((count - 1) * stride >= inputEnd ? count - 1 : count);
    }

    private static void Same(int input, int stride, int span, bool lower, out int before, out int after)
    {
        int output = (input + stride - 1) / stride;
        int total = Math.Max(0, ((output - 1) * stride) + span - input);
        before = lower ? (total + 1) / 2 : total / 2;
        after = total - before;
    }

    /// <summary>A list attribute with one number per dimension.</summary>
    public static bool TryList(NodeContext node, string name, int rank, int otherwise, out int[] values)
    {
        values = new int[rank];
        long[]? given = node.Ints(name);
        for (int i = 0; i < rank; i++)
        {
            long value = given is null ? otherwise : i < given.Length ? given[i] : -1;
            if ((given is not null && given.Length != rank) || value is < 0 or > 1 << 24)
                return node.Fail(LearningError.OperatorAttribute, $"{name} needs {rank} numbers from 0 to {1 << 24}");
            values[i] = (int)value;
        }

        return true;
    }

    /// <summary>The pads attribute: all before, then all after.</summary>
    public static bool TryPads(NodeContext node, int rank, out int[] before, out int[] after)
    {
        after = [];
        if (!TryList(node, "pads", 2 * rank, 0, out before))
            return false;
        after = before[rank..];
        before = before[..rank];
        return true;
    }

    /// <summary>By how many positions the average at an output position divides: those of its window that lie inside the input, or inside the padded input.</summary>
    public int CountedPositions(ReadOnlySpan<int> position, bool includePadding)
    {
        int count = 1;
        for (int d = 0; d < Rank; d++)
        {
            int low = includePadding ? 0 : Before[d], high = Before[d] + Input[d] + (includePadding ? After[d] : 0), inside = 0;
            for (int k = 0; k < Kernel[d]; k++)
            {
                int at = (position[d] * Strides[d]) + (k * Dilations[d]);
                inside += at >= low && at < high ? 1 : 0;
            }

            count *= inside;
        }

        return count;
    }
}
