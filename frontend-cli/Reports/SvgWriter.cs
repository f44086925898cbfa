using System.Globalization;
using System.Net;
using System.Text;

namespace ModelMarket.Cli.Reports;

/// <summary>A plot as an SVG element for a page: no script, no outside resource.</summary>
internal static class SvgWriter
{
    private const double MarkerRadius = 6;

    /// <summary>Writes it.</summary>
    public static string Write(Plot plot)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {plot.Width} {plot.Height}\" width=\"{plot.Width}\" height=\"{plot.Height}\" role=\"img\" font-family=\"sans-serif\">");
        text.Append(CultureInfo.InvariantCulture, $"<title>{Encoded(plot.Title)}</title>\n");
        foreach (var shape in plot.Shapes)
        {
            text.Append(Element(shape)).Append('\n');
        }

        return text.Append("</svg>").ToString();
    }

    /// <summary>The corners of a marker; empty for a disc.</summary>
    public static IReadOnlyList<(double X, double Y)> Corners(PlotShape.Marker marker)
    {
        var (x, y, r) = (marker.X, marker.Y, MarkerRadius);
        return marker.Shape switch
        {
            MarkerShape.Square => [(x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)],
            MarkerShape.Triangle => [(x, y - r * 1.2), (x + r * 1.15, y + r), (x - r * 1.15, y + r)],
            MarkerShape.Diamond => [(x, y - r * 1.3), (x + r * 1.3, y), (x, y + r * 1.3), (x - r * 1.3, y)],
            _ => [],
        };
    }

    private static string Element(PlotShape shape) => shape switch
    {
        PlotShape.Line line => $"<polyline points=\"{Points(line.Points)}\" fill=\"none\" stroke=\"{line.Colour}\" stroke-width=\"{Number(line.Width)}\"{(line.Dashed ? " stroke-dasharray=\"7 5\"" : "")}/>",
        PlotShape.Box box => $"<rect x=\"{Number(box.X)}\" y=\"{Number(box.Y)}\" width=\"{Number(box.Width)}\" height=\"{Number(box.Height)}\" fill=\"{box.Colour}\"/>",
        PlotShape.Text words => $"<text x=\"{Number(words.X)}\" y=\"{Number(words.Y)}\" text-anchor=\"{Anchor(words.Anchor)}\" font-size=\"{Number(words.Size)}\" fill=\"{words.Colour}\">{Encoded(words.Words)}</text>",
        PlotShape.Marker { Shape: MarkerShape.Disc } disc => $"<circle cx=\"{Number(disc.X)}\" cy=\"{Number(disc.Y)}\" r=\"{Number(MarkerRadius)}\" {Fill(disc)}><title>{Encoded(disc.Title)}</title></circle>",
        PlotShape.Marker marker => $"<polygon points=\"{Points(Corners(marker))}\" {Fill(marker)}><title>{Encoded(marker.Title)}</title></polygon>",
        _ => throw new NotSupportedException(shape.GetType().Name),
    };

    private static string Fill(PlotShape.Marker marker) => $"fill=\"{marker.Colour}\" stroke=\"{Palette.Ink}\" stroke-width=\"0.8\"";

    private static string Anchor(TextAnchor anchor) => anchor switch
    {
        TextAnchor.Middle => "middle",
        TextAnchor.End => "end",
        _ => "start",
    };

    private static string Points(IReadOnlyList<(double X, double Y)> points) => string.Join(' ', points.Select(point => $"{Number(point.X)},{Number(point.Y)}"));

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Encoded(string text) => WebUtility.HtmlEncode(text);
}
