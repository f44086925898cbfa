namespace ModelMarket.Learning.Kernels;

/// <summary>
/// Where a direct convolution finds its input: every channel's plane is padded with zeros and split into the phases of the
/// stride, so that neighbouring outputs read neighbouring floats for every tap. Output positions run over whole padded rows;
/// those past the row's end are computed and dropped.
/// </summary>
internal sealed class ConvLayout
{
    /// <summary>Floats of one image's padded planes above which the plain kernel is used.</summary>
    private const long PaddedFloatsMax = 64 << 20;

    private readonly WindowGeometry window;

    private ConvLayout(WindowGeometry window, int channels)
    {
        this.window = window;
        Channels = channels;
        Height = At(window.Output, 0);
        Width = At(window.Output, 1);
    }

    /// <summary>Input channels of one group.</summary>
    public int Channels { get; }

    /// <summary>Output rows.</summary>
    public int Height { get; }

    /// <summary>Output columns.</summary>
    public int Width { get; }

    /// <summary>Floats of a row of a phase.</summary>
    public int RowLength { get; private init; }

    /// <summary>Floats of a channel's plane, all phases.</summary>
    public int PlaneLength { get; private init; }

    /// <summary>Per tap, in the order channel, row, column: where the input of output position 0 lies.</summary>
    public int[] Offsets { get; private init; } = [];

    /// <summary>Floats of the padded planes of one group.</summary>
    public int Length => Channels * PlaneLength;

    /// <summary>Null where the window has more than two dimensions or its padded planes would be too large.</summary>
    public static ConvLayout? Of(WindowGeometry window, int channels)
    {
        if (window.Rank > 2)
            return null;
        int strideY = At(window.Strides, 0), strideX = At(window.Strides, 1);
        long rows = Rows(window, 0, strideY), columns = Rows(window, 1, strideX);
        long plane = rows * columns * strideY * strideX;
        if (plane * channels > PaddedFloatsMax)
            return null;
        return new ConvLayout(window, channels)
        {
            RowLength = (int)columns,
            PlaneLength = (int)plane,
            Offsets = Taps(window, channels, (int)rows, (int)columns),
        };
    }

    /// <summary>Rows (columns) of one phase of the padded plane.</summary>
    private static long Rows(WindowGeometry window, int axis, int stride)
    {
        long reach = ((At(window.Output, axis) - 1L) * stride) + ((At(window.Kernel, axis) - 1L) * At(window.Dilations, axis)) + 1;
        return (reach + stride - 1) / stride;
    }

    /// <summary>A line is a plane of one row.</summary>
    private static int At(int[] sizes, int axis)
    {
        if (sizes.Length == 2)
            return sizes[axis];
        return axis == 1 ? sizes[0] : 1;
    }

    private static int[] Taps(WindowGeometry window, int channels, int rows, int columns)
    {
        int kernelY = At(window.Kernel, 0), kernelX = At(window.Kernel, 1), strideY = At(window.Strides, 0), strideX = At(window.Strides, 1);
        var offsets = new int[channels * kernelY * kernelX];
        int next = 0;
        for (int c = 0; c < channels; c++)
        {
            for (int i = 0; i < kernelY; i++)
            {
                for (int j = 0; j < kernelX; j++)
                {
                    int y = i * At(window.Dilations, 0), x = j * At(window.Dilations, 1);
                    int phase = (((c * strideY) + (y % strideY)) * strideX) + (x % strideX);
                    offsets[next++] = (((phase * rows) + (y / strideY)) * columns) + (x / strideX);
                }
            }
        }

        return offsets;
    }

    /// <summary>Writes the input's planes into their padded places; the rest of <paramref name="padded"/> must be and stays zero.</summary>
    public void Fill(ReadOnlySpan<float> planes, Span<float> padded)
    {
        int height = window.Rank == 2 ? window.Input[0] : 1, width = window.Input[^1];
        int strideY = At(window.Strides, 0), strideX = At(window.Strides, 1), beforeY = window.Rank == 2 ? window.Before[0] : 0, beforeX = window.Before[^1];
        int phaseLength = PlaneLength / (strideY * strideX), rows = phaseLength / RowLength;
        for (int c = 0; c < Channels; c++)
        {
            for (int i = 0; i < height; i++)
            {
                int y = i + beforeY;
                if (y / strideY >= rows)
                    continue;
                ReadOnlySpan<float> source = planes.Slice(((c * height) + i) * width, width);
                int place = (c * PlaneLength) + (y % strideY * strideX * phaseLength) + (y / strideY * RowLength);
                if (strideX == 1)
                    source[..Math.Min(width, RowLength - beforeX)].CopyTo(padded[(place + beforeX)..]);
                else
                    Spread(source, padded[place..], beforeX, strideX, phaseLength);
            }
        }
    }

    private void Spread(ReadOnlySpan<float> source, Span<float> target, int before, int stride, int phaseLength)
    {
        for (int j = 0; j < source.Length; j++)
        {
            int x = j + before;
            if (x / stride < RowLength)
                target[(x % stride * phaseLength) + (x / stride)] = source[j];
        }
    }
}
