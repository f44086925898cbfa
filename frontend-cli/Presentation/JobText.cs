using System.Globalization;
using ModelMarket.Cli.Market;
using ModelMarket.Core.Inspect;
using Rollup.Primitives;
using Spectre.Console;

namespace ModelMarket.Cli.Presentation;

/// <summary>Jobs and submissions in words and tables.</summary>
internal static class JobText
{
    private static readonly string[] Metrics = ["log-loss", "accuracy", "ROC AUC", "balanced accuracy", "F1", "RMSE", "MAE", "R²"];
    private static readonly string[] OutputKinds = ["logits", "probabilities", "label", "value"];

    /// <summary>A metric's name.</summary>
    public static string Metric(byte? number) => number is { } known && known < Metrics.Length ? Metrics[known] : $"metric {number}";

    /// <summary>An output kind's name.</summary>
    public static string OutputKind(byte number) => number < OutputKinds.Length ? OutputKinds[number] : $"output kind {number}";

    /// <summary>An address short enough for a table.</summary>
    public static string Short(Address address)
    {
        var text = address.ToChecksumString();
        return $"{text[..6]}…{text[^4..]}";
    }

    /// <summary>A hash short enough for a sentence.</summary>
    public static string Short(Hash32 hash)
    {
        var text = hash.ToString();
        return $"{text[..10]}…{text[^4..]}";
    }

    /// <summary>When and how a job ended.</summary>
    public static string Ended(EndView end) => end.Code == 0
        ? $"{Time(end.At)}: settled; every submission is decided"
        : $"{Time(end.At)}: {end.Name}. {end.Message} {end.Detail}".TrimEnd();

    /// <summary>A block time.</summary>
    public static string Time(ulong seconds) =>
        DateTimeOffset.FromUnixTimeSeconds((long)seconds).ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>The listing.</summary>
    public static Table List(IReadOnlyList<JobSummaryView> jobs, Func<Address, TokenInfo> tokenOf)
    {
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumns("job", "title", "kind", "pays", "phase", "metric", "initial", "best", "reward", "left", "submissions", "open until");
        foreach (var job in jobs)
        {
            var token = tokenOf(job.Token);
            table.AddRow(
                job.Id.ToString(CultureInfo.InvariantCulture),
                Markup.Escape(job.Title),
                job.Kind is { } kind ? JobNames.Of(JobNames.Kinds, kind) : "–",
                job.PayRule is { } rule ? JobNames.Of(JobNames.PayRules, rule) : "–",
                job.Phase.ToString(),
                Metric(job.Metric),
                Score(job.M0),
                Score(job.Best),
                Markup.Escape(token.Text(job.Pool)),
                Markup.Escape(token.Text(job.Left)),
                job.Submissions.ToString(CultureInfo.InvariantCulture),
                job.OpenEnd is { } end ? Time(end) : "–");
        }

        return table;
    }

    /// <summary>Scored submissions, best first.</summary>
    public static Table Leaderboard(IReadOnlyList<LeaderboardEntryView> entries, TokenInfo token)
    {
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumns("rank", "submission", "who", "score", "better by", "outcome", "pay");
        foreach (var entry in entries)
        {
            table.AddRow(
                entry.Rank.ToString(CultureInfo.InvariantCulture),
                entry.Id.ToString(CultureInfo.InvariantCulture),
                Short(entry.Sender),
                Units.Score(entry.Score),
                Units.Score((long)entry.Gain),
                entry.Outcome.ToString(),
                Markup.Escape(token.Text(entry.Pay)));
        }

        return table;
    }

    /// <summary>A score, or a dash where there is none.</summary>
    public static string Score(long? score) => score is { } value ? Units.Score(value) : "–";
}
