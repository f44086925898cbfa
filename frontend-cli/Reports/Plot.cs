namespace ModelMarket.Cli.Reports;

/// <summary>A finished drawing, the same for SVG and PNG.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Title">What it shows, for people who do not see it.</param>
/// <param name="Shapes">In the order they are drawn.</param>
internal sealed record Plot(int Width, int Height, string Title, IReadOnlyList<PlotShape> Shapes);
