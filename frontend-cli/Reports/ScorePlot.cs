using System.Globalization;
using ModelMarket.Cli.Presentation;
using ModelMarket.Core.Inspect;
using Rollup.Primitives;

namespace ModelMarket.Cli.Reports;

/// <summary>Scores over time: each scored submission at its commitment, the best so far as steps, the initial model as a dashed line.</summary>
internal static class ScorePlot
{
    private const int Width = 860;
    private const int Height = 420;
    private const int Left = 92;
    private const int Right = 190;
    private const int Top = 34;
    private const int Bottom = 52;
    private const int NamesMax = 14;
    private const double ScoreUnit = 1e9;

    /// <summary>Draws it.</summary>
    public static Plot Of(ReportData data)
    {
        var scored = data.Submissions.Where(one => one.Decision?.Score is not null).Take(ReportLimits.SubmissionsMax).ToList();
        var shapes = new List<PlotShape>();
        var scores = scored.Select(one => one.Decision!.Score!.Value / ScoreUnit).ToList();
        if (data.Job.Prepared is { } prepared)
        {
            scores.Add(prepared.M0 / ScoreUnit);
        }

        if (scores.Count == 0)
        {
            shapes.Add(new PlotShape.Text(Width / 2.0, Height / 2.0, "nothing is scored yet", TextAnchor.Middle, 16, Palette.Quiet));
            return new Plot(Width, Height, "Scores over time: nothing is scored yet", shapes);
        }

        var start = (double)(data.Job.OpenStart ?? data.Job.OpenedAt);
        var end = Math.Max(start + 1, scored.Select(one => (double)one.CommittedAt).Append(data.Job.OpenedAt).Max());
        var x = new Axis(Math.Min(start, data.Job.OpenedAt), end, Left, Width - Right, 0.03);
        var y = new Axis(scores.Min(), scores.Max(), Height - Bottom, Top);
        Frame(shapes, x, y, end - start, JobText.Metric(data.Job.Terms?.Metric));
        Lines(shapes, data, scored, x, y, end);
        Points(shapes, scored, x, y);
        return new Plot(Width, Height, Title(data, scored.Count), shapes);
    }

    private static string Title(ReportData data, int count) =>
        $"Scores over time: {count} scored submissions, initial model {JobText.Score(data.Job.Prepared?.M0)}, best {JobText.Score(data.Job.Best)}";

    private static void Frame(List<PlotShape> shapes, Axis x, Axis y, double seconds, string metric)
    {
        foreach (var tick in y.Ticks())
        {
            shapes.Add(new PlotShape.Line([(Left, y.At(tick)), (Width - Right, y.At(tick))], Palette.Faint, 1));
            shapes.Add(new PlotShape.Text(Left - 8, y.At(tick) + 4, tick.ToString("0.######", CultureInfo.InvariantCulture), TextAnchor.End));
        }

        var format = seconds > 2 * 86_400 ? "MMM d" : seconds > 600 ? "HH:mm" : "HH:mm:ss";
        foreach (var tick in TimeTicks(x))
        {
            shapes.Add(new PlotShape.Line([(x.At(tick), Height - Bottom), (x.At(tick), Height - Bottom + 5)], Palette.Ink, 1));
            shapes.Add(new PlotShape.Text(
                x.At(tick), Height - Bottom + 20, DateTimeOffset.FromUnixTimeSeconds((long)tick).ToString(format, CultureInfo.InvariantCulture), TextAnchor.Middle));
        }

        shapes.Add(new PlotShape.Line([(Left, Top), (Left, Height - Bottom), (Width - Right, Height - Bottom)], Palette.Ink, 1.2));
        shapes.Add(new PlotShape.Text(Left, Top - 14, metric, TextAnchor.Start, 13, Palette.Quiet));
        shapes.Add(new PlotShape.Text(Width - Right, Height - 10, "time of the commitment, UTC", TextAnchor.End, 13, Palette.Quiet));
    }

    // Whole seconds, and no two the same on a short axis.
    private static IEnumerable<double> TimeTicks(Axis x) => x.Ticks().Select(Math.Ceiling).Distinct();

    private static void Lines(List<PlotShape> shapes, ReportData data, List<SubmissionView> scored, Axis x, Axis y, double end)
    {
        if (data.Job.Prepared is not { } prepared)
        {
            return;
        }

        var initial = prepared.M0 / ScoreUnit;
        var start = (double)data.Job.OpenedAt;
        shapes.Add(new PlotShape.Text(x.At(end) + 10, y.At(initial) + 4, "initial model", TextAnchor.Start, 12, Palette.Quiet));
        var best = initial;
        var steps = new List<(double X, double Y)> { (x.At(start), y.At(best)) };
        foreach (var one in scored.OrderBy(one => one.CommittedAt).ThenBy(one => one.Id))
        {
            var score = one.Decision!.Score!.Value / ScoreUnit;
            if (!Counts(one.Decision.Outcome) || (prepared.HigherIsBetter ? score <= best : score >= best))
            {
                continue;
            }

            steps.Add((x.At(one.CommittedAt), y.At(best)));
            best = score;
            steps.Add((x.At(one.CommittedAt), y.At(best)));
        }

        steps.Add((x.At(end), y.At(best)));
        shapes.Add(new PlotShape.Line(steps, Palette.Best, 3));
        // Over the steps: they run along it until the first improvement, which may be the last moment shown.
        shapes.Add(new PlotShape.Line([(x.At(start), y.At(initial)), (x.At(end), y.At(initial))], Palette.Initial, 2, Dashed: true));
        if (steps.Count > 2)
        {
            shapes.Add(new PlotShape.Text(x.At(end) + 10, y.At(best) + 4, "best so far", TextAnchor.Start, 12, Palette.Quiet));
        }
    }

    private static bool Counts(Core.SubmissionOutcome outcome) => outcome is Core.SubmissionOutcome.Paid or Core.SubmissionOutcome.ImprovedUnpaid;

    private static void Points(List<PlotShape> shapes, List<SubmissionView> scored, Axis x, Axis y)
    {
        List<Address> people = [.. scored.Select(one => one.Sender).Distinct()];
        foreach (var one in scored)
        {
            var index = people.IndexOf(one.Sender);
            shapes.Add(new PlotShape.Marker(
                x.At(one.CommittedAt), y.At(one.Decision!.Score!.Value / ScoreUnit), Palette.ShapeOf(index), Palette.Of(index),
                $"submission {one.Id} by {JobText.Short(one.Sender)}: {JobText.Score(one.Decision.Score)}, {one.Decision.Outcome}"));
        }

        for (var index = 0; index < Math.Min(people.Count, NamesMax); index++)
        {
            var at = Top + 90 + index * 20;
            shapes.Add(new PlotShape.Marker(Width - Right + 88, at - 4, Palette.ShapeOf(index), Palette.Of(index), JobText.Short(people[index])));
            shapes.Add(new PlotShape.Text(Width - 4, at, JobText.Short(people[index]), TextAnchor.End, 11));
        }

        if (people.Count > NamesMax)
        {
            shapes.Add(new PlotShape.Text(Width - 4, Top + 90 + NamesMax * 20, $"and {people.Count - NamesMax} more", TextAnchor.End, 11, Palette.Quiet));
        }
    }
}
