using System.Globalization;
using ModelMarket.Cli.Market;
using ModelMarket.Core.Inspect;
using Spectre.Console;

namespace ModelMarket.Cli.Presentation;

/// <summary>Tables about a job's submissions.</summary>
internal static class JobTables
{
    /// <summary>All commitments in the order of merit.</summary>
    public static Table Submissions(IReadOnlyList<SubmissionView> submissions, TokenInfo token)
    {
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumns("submission", "who", "bond", "status", "score", "outcome", "pay", "bond burned");
        foreach (var submission in submissions)
        {
            table.AddRow(
                submission.Id.ToString(CultureInfo.InvariantCulture),
                JobText.Short(submission.Sender),
                submission.Bond == 0 ? "–" : Markup.Escape(token.Text(submission.Bond)),
                submission.Status.ToString(),
                JobText.Score(submission.Decision?.Score),
                submission.Decision?.Outcome.ToString() ?? "–",
                submission.Decision is { } decision ? Markup.Escape(token.Text(decision.Pay)) : "–",
                submission.BondBurned == 0 ? "–" : Markup.Escape(token.Text(submission.BondBurned)));
        }

        return table;
    }

    /// <summary>The rounds of a job, with their times and what they paid.</summary>
    public static Table Rounds(IReadOnlyList<RoundView> rounds, TokenInfo token)
    {
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumns("round", "phase", "commit until", "reveal until", "upload until", "submissions", "counted", "from", "to", "pool", "paid", "global model");
        foreach (var round in rounds)
        {
            table.AddRow(
                round.Round.ToString(CultureInfo.InvariantCulture),
                round.Phase.ToString(),
                JobText.Time(round.OpenEnd),
                JobText.Time(round.RevealEnd),
                JobText.Time(round.UploadEnd),
                round.Submissions.ToString(CultureInfo.InvariantCulture),
                round.Members.ToString(CultureInfo.InvariantCulture),
                JobText.Score(round.StartScore),
                JobText.Score(round.Score),
                Markup.Escape(token.Text(round.Pool)),
                Markup.Escape(token.Text(round.Paid)),
                round.Global?.Cid ?? "–");
        }

        return table;
    }
}
