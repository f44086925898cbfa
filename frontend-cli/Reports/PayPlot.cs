using ModelMarket.Cli.Presentation;

namespace ModelMarket.Cli.Reports;

/// <summary>Who earned what: a bar for each participant, the most first.</summary>
internal static class PayPlot
{
    private const int Width = 860;
    private const int Left = 130;
    private const int Right = 170;
    private const int RowHeight = 30;
    private const int Top = 16;

    /// <summary>Draws it.</summary>
    public static Plot Of(ReportData data)
    {
        var earned = Earned(data);
        var height = Top * 2 + Math.Max(1, earned.Count) * RowHeight;
        var shapes = new List<PlotShape>();
        if (earned.Count == 0)
        {
            shapes.Add(new PlotShape.Text(Width / 2.0, height / 2.0 + 5, "nobody is paid yet", TextAnchor.Middle, 16, Palette.Quiet));
        }

        var most = earned.Count == 0 ? 1 : (double)earned[0].Pay;
        for (var row = 0; row < earned.Count; row++)
        {
            var (who, pay) = earned[row];
            var y = Top + row * RowHeight;
            var length = Math.Max(1, (double)pay / most * (Width - Left - Right));
            shapes.Add(new PlotShape.Text(Left - 8, y + 19, who, TextAnchor.End));
            shapes.Add(new PlotShape.Box(Left, y + 4, length, RowHeight - 8, Palette.Of(0)));
            shapes.Add(new PlotShape.Text(Left + length + 8, y + 19, data.Token.Brief(pay)));
        }

        return new Plot(Width, height, $"Pay: {earned.Count} earned something", shapes);
    }

    private static List<(string Who, UInt128 Pay)> Earned(ReportData data)
    {
        var sums = data.Submissions
            .Where(one => one.Decision is { } decision && decision.Pay > 0)
            .GroupBy(one => one.Sender)
            .Select(group => (Who: group.Key, Pay: group.Aggregate(UInt128.Zero, (sum, one) => sum + one.Decision!.Pay)))
            .OrderByDescending(entry => entry.Pay)
            .ThenBy(entry => entry.Who.ToString(), StringComparer.Ordinal)
            .ToList();
        var shown = sums.Take(ReportLimits.BarsMax).Select(entry => (JobText.Short(entry.Who), entry.Pay)).ToList();
        if (sums.Count > ReportLimits.BarsMax)
        {
            var rest = sums.Skip(ReportLimits.BarsMax).ToList();
            shown.Add(($"{rest.Count} others", rest.Aggregate(UInt128.Zero, (sum, entry) => sum + entry.Pay)));
        }

        return shown;
    }
}
