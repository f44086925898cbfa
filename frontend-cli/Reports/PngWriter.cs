using SkiaSharp;

namespace ModelMarket.Cli.Reports;

/// <summary>A plot as a PNG of twice its size in pixels.</summary>
internal static class PngWriter
{
    private const int Scale = 2;
    private const float MarkerRadius = 6;
    private const float EdgeWidth = 0.8f;

    private static readonly string[] FontFolders = ["/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts", "/Library/Fonts"];
    private static readonly string[] FontsLiked = ["DejaVuSans.ttf", "LiberationSans-Regular.ttf", "NotoSans-Regular.ttf", "Arial.ttf", "arial.ttf"];

    /// <summary>Draws it.</summary>
    /// <exception cref="CliFault">There is no font on this machine.</exception>
    public static byte[] Write(Plot plot)
    {
        using var font = OpenFont();
        using var surface = SKSurface.Create(new SKImageInfo(plot.Width * Scale, plot.Height * Scale));
        var canvas = surface.Canvas;
        canvas.Clear(SKColor.Parse(Palette.Paper));
        canvas.Scale(Scale);
        foreach (var shape in plot.Shapes)
        {
            Draw(canvas, shape, font);
        }

        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    private static void Draw(SKCanvas canvas, PlotShape shape, SKTypeface typeface)
    {
        switch (shape)
        {
            case PlotShape.Line line:
                using (var path = PathOf(line.Points, close: false))
                using (var paint = Stroke(line.Colour, (float)line.Width))
                using (var dash = line.Dashed ? SKPathEffect.CreateDash([7, 5], 0) : null)
                {
                    paint.PathEffect = dash;
                    canvas.DrawPath(path, paint);
                }

                break;
            case PlotShape.Box box:
                using (var paint = Fill(box.Colour))
                {
                    canvas.DrawRect((float)box.X, (float)box.Y, (float)box.Width, (float)box.Height, paint);
                }

                break;
            case PlotShape.Text text:
                using (var paint = Fill(text.Colour))
                using (var font = new SKFont(typeface, (float)text.Size))
                {
                    canvas.DrawText(text.Words, (float)text.X, (float)text.Y, Align(text.Anchor), font, paint);
                }

                break;
            case PlotShape.Marker marker:
                DrawMarker(canvas, marker);
                break;
        }
    }

    private static void DrawMarker(SKCanvas canvas, PlotShape.Marker marker)
    {
        using var inside = Fill(marker.Colour);
        using var edge = Stroke(Palette.Ink, EdgeWidth);
        if (marker.Shape == MarkerShape.Disc)
        {
            canvas.DrawCircle((float)marker.X, (float)marker.Y, MarkerRadius, inside);
            canvas.DrawCircle((float)marker.X, (float)marker.Y, MarkerRadius, edge);
            return;
        }

        using var path = PathOf(SvgWriter.Corners(marker), close: true);
        canvas.DrawPath(path, inside);
        canvas.DrawPath(path, edge);
    }

    private static SKPath PathOf(IReadOnlyList<(double X, double Y)> points, bool close)
    {
        using var builder = new SKPathBuilder();
        SKPoint[] corners = [.. points.Select(point => new SKPoint((float)point.X, (float)point.Y))];
        builder.AddPoly(corners, close);
        return builder.Detach();
    }

    private static SKPaint Fill(string colour) => new() { Color = SKColor.Parse(colour), IsAntialias = true, Style = SKPaintStyle.Fill };

    private static SKPaint Stroke(string colour, float width) => new() { Color = SKColor.Parse(colour), IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = width };

    private static SKTextAlign Align(TextAnchor anchor) => anchor switch
    {
        TextAnchor.Middle => SKTextAlign.Center,
        TextAnchor.End => SKTextAlign.Right,
        _ => SKTextAlign.Left,
    };

    // The native library comes without the system's font search, so that it runs on a bare machine: the files are looked for here.
    private static SKTypeface OpenFont()
    {
        var folders = OperatingSystem.IsWindows() ? [Environment.GetFolderPath(Environment.SpecialFolder.Fonts)] : FontFolders;
        var files = folders.Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder, "*.ttf", SearchOption.AllDirectories)).Order(StringComparer.Ordinal).ToList();
        var file = FontsLiked.Select(name => files.Find(path => Path.GetFileName(path) == name)).FirstOrDefault(path => path is not null) ?? files.FirstOrDefault();
        return (file is null ? null : SKTypeface.FromFile(file))
            ?? throw CliFault.Failed("There is no TrueType font on this machine, and a PNG needs one.", "Install one (Debian: apt-get install fonts-dejavu-core), or leave --png away: the page brings its plots along.");
    }
}
