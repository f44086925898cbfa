namespace ModelMarket.Cli.Reports;

/// <summary>One thing to draw. Lengths are pixels from the upper left corner.</summary>
internal abstract record PlotShape
{
    private PlotShape()
    {
    }

    /// <summary>A line through points.</summary>
    internal sealed record Line(IReadOnlyList<(double X, double Y)> Points, string Colour, double Width, bool Dashed = false) : PlotShape;

    /// <summary>A filled rectangle.</summary>
    internal sealed record Box(double X, double Y, double Width, double Height, string Colour) : PlotShape;

    /// <summary>A point of a series; its edge keeps light colours visible on white.</summary>
    internal sealed record Marker(double X, double Y, MarkerShape Shape, string Colour, string Title) : PlotShape;

    /// <summary>A line of text.</summary>
    internal sealed record Text(double X, double Y, string Words, TextAnchor Anchor = TextAnchor.Start, double Size = 13, string Colour = Palette.Ink) : PlotShape;
}
