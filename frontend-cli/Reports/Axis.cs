namespace ModelMarket.Cli.Reports;

/// <summary>A straight scale from values to pixels, with ticks at round numbers.</summary>
internal sealed class Axis
{
    private const int TicksWanted = 6;
    private static readonly double[] Steps = [1, 2, 5, 10];

    private readonly double _from;
    private readonly double _to;
    private readonly double _start;
    private readonly double _end;

    /// <summary>Maps <paramref name="least"/> … <paramref name="most"/>, with a margin, onto <paramref name="start"/> … <paramref name="end"/>.</summary>
    public Axis(double least, double most, double start, double end, double margin = 0.05)
    {
        var width = most - least;
        if (width <= 0)
        {
            width = Math.Max(1e-9, Math.Abs(most) * 0.1);
        }

        _from = least - width * margin;
        _to = Math.Max(most, least + width) + width * margin;
        _start = start;
        _end = end;
    }

    /// <summary>The pixel of a value.</summary>
    public double At(double value) => _start + (value - _from) / (_to - _from) * (_end - _start);

    /// <summary>Round values within the scale: steps of 1, 2 or 5 times a power of ten.</summary>
    public IReadOnlyList<double> Ticks()
    {
        var rough = (_to - _from) / TicksWanted;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = Steps.Select(factor => factor * power).First(candidate => candidate >= rough * 0.999);
        var ticks = new List<double>();
        for (var index = (long)Math.Ceiling(_from / step); index * step <= _to; index++)
        {
            ticks.Add(index * step);
        }

        return ticks;
    }
}
