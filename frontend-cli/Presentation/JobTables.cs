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
}
