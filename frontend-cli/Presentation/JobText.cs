using System.Globalization;
using ModelMarket.Cli.Market;
using ModelMarket.Core;
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

    /// <summary>A block time.</summary>
    public static string Time(ulong seconds) =>
        DateTimeOffset.FromUnixTimeSeconds((long)seconds).ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>The listing.</summary>
    public static Table List(IReadOnlyList<JobSummaryView> jobs, Func<Address, TokenInfo> tokenOf)
    {
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumns("job", "title", "phase", "metric", "initial", "best", "reward", "left", "submissions", "open until");
        foreach (var job in jobs)
        {
            var token = tokenOf(job.Token);
            table.AddRow(
                job.Id.ToString(CultureInfo.InvariantCulture),
                Markup.Escape(job.Title),
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

    /// <summary>One job, as rows of name and value.</summary>
    public static Grid Show(JobView job, TokenInfo token)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        void Row(string name, string value) => grid.AddRow($"[grey]{name}[/]", Markup.Escape(value));

        Row("job", $"{job.Id}  \"{job.Title}\"");
        Row("phase", Phase(job));
        Row("sponsor", job.Sponsor.ToChecksumString());
        Row("reward", $"{token.Text(job.Money.Pool)}; paid {token.Text(job.Money.Paid)}, left {token.Text(job.Money.Left)}, sent back {token.Text(job.Money.Refunded)}");
        if (job.Terms is { } terms)
        {
            Terms(Row, job, terms, token);
        }

        if (job.Prepared is { } prepared)
        {
            Row("initial score", $"{Units.Score(prepared.M0)} ± {Units.Score(prepared.StandardError)} on {prepared.Rows} rows{(prepared.Noisy ? "; a noisy score" : string.Empty)}");
            Row("best score", Score(job.Best));
            Row("what leaves you", $"weights: {prepared.Parameters} numbers, public for ever once revealed; your rows never do");
        }

        Row("submissions", $"{job.Submissions}, {job.Undecided} undecided");
        if (job.PublicData)
        {
            Row("validation data", "public: it can be learned by heart, so the final score may flatter");
        }

        if (job.End is { } end)
        {
            Row("ended", $"{Time(end.At)}: {end.Name}. {end.Message} {end.Detail}".TrimEnd());
        }

        return grid;
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

    private static void Terms(Action<string, string> row, JobView job, TermsView terms, TokenInfo token)
    {
        row("pays", $"each improvement over the best so far; an improvement of {Units.Score((long)terms.Target)} earns {token.Text(job.Money.Pool)}, none below {Units.Score((long)terms.MinImprovement)} counts");
        row("metric", $"{Metric(terms.Metric)} of {(terms.OutputName.Length == 0 ? "the first output" : terms.OutputName)} ({OutputKind(terms.OutputKind)})");
        row("model", $"{job.Model?.Cid} ({Units.Bytes(job.Model?.SizeBytes ?? 0)})");
        row("data", $"{job.Data?.Cid} ({Units.Bytes(job.Data?.SizeBytes ?? 0)})");
        row("trainer", terms.Trainer.Length == 0 ? "your choice" : terms.Trainer);
        row("open until", job.OpenEnd is { } openEnd ? Time(openEnd) : "–");
        row("then", $"reveal within {Units.Duration(terms.RevealSeconds)} of the commitment, upload within {Units.Duration(terms.UploadSeconds)} of that");
        row("copies", terms.DuplicateThousandths == 0 ? "exact copies earn nothing" : $"a cosine of {terms.DuplicateThousandths}/1000 or more with an earlier submission earns nothing");
        row("norm bound", terms.NormBoundMicros == 0 ? "none" : Units.Amount(terms.NormBoundMicros, 6));
    }

    private static string Phase(JobView job) => job.Phase switch
    {
        JobPhase.Preparing => "Preparing: waits for model and data, then scores the initial model",
        JobPhase.Open when job.OpenEnd is { } end && end > job.Now => $"Open for {Units.Duration(end - job.Now)} more",
        JobPhase.Scoring when job.WorkDue => $"Scoring: `modelmarket tick {job.Id}` goes on",
        _ => job.Phase.ToString(),
    };
}
