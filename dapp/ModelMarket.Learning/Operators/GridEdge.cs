namespace ModelMarket.Learning.Operators;

/// <summary>Where GridSample reads for a position outside: the border, a reflection, or the position itself (then zeros stand there).</summary>
internal static class GridEdge
{
    /// <summary>The position that counts along a dimension of <paramref name="size"/> pixels.</summary>
    public static double Bound(double position, int size, string padding, bool corners) => padding switch
    {
        "border" => position < 0 ? 0 : position > size - 1 ? size - 1 : position,
        "reflection" => Reflect(position, corners ? 0 : -0.5, corners ? size - 1 : size - 0.5),
        _ => position,
    };

    private static double Reflect(double position, double low, double high)
    {
        double range = high - low;
        if (!(range > 0) || !double.IsFinite(position))
            return 0;
        double beyond = position < low ? low - position : position > high ? position - high : -1;
        if (beyond < 0)
            return position;
        double turns = Math.Floor(beyond / range), rest = beyond - (turns * range);
        bool even = turns % 2 == 0;
        return position < low == even ? low + rest : high - rest;
    }
}
