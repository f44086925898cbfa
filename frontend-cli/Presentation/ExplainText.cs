using System.Globalization;
using ModelMarket.Cli.Explanations;
using ModelMarket.Cli.Market;
using ModelMarket.Core.Inspect;
using Spectre.Console;

namespace ModelMarket.Cli.Presentation;

/// <summary>The pays of a job as a table that can be checked by hand. Amounts in formulas are in the token's smallest unit.</summary>
internal static class ExplainText
{
    /// <summary>What every formula reads.</summary>
    public static Grid Head(JobView job, TokenInfo token)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        void Row(string name, string value) => grid.AddRow($"[grey]{name}[/]", Markup.Escape(value));
        Row("B, the pool", $"{job.Money.Pool} = {token.Text(job.Money.Pool)}");
        Row("D, the target", $"{job.Terms!.Target} = {Units.Score((long)job.Terms.Target)}");
        Row("least improvement", $"{job.Terms.MinImprovement} = {Units.Score((long)job.Terms.MinImprovement)}");
        Row("M0", job.Baseline is { } baseline ? $"{baseline.M0} on the {baseline.Rows} rows that score" : $"{job.Prepared?.M0} on the public rows");
        Row("direction", job.Prepared?.HigherIsBetter == true ? "higher is better" : "lower is better");
        return grid;
    }

    /// <summary>Every pay.</summary>
    public static Table Table(IReadOnlyList<PayLine> lines, TokenInfo token)
    {
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumns("what", "submission", "who", "outcome", "score", "against", "better by", "formula", "pay", "here");
        foreach (var line in lines)
        {
            table.AddRow(
                line.What,
                line.SubmissionId.ToString(CultureInfo.InvariantCulture),
                JobText.Short(line.Sender),
                line.Outcome,
                line.Score?.ToString(CultureInfo.InvariantCulture) ?? "–",
                line.Before?.ToString(CultureInfo.InvariantCulture) ?? "–",
                line.Gain.ToString(CultureInfo.InvariantCulture),
                Markup.Escape(line.Formula),
                Markup.Escape($"{line.Said} = {token.Text(line.Said)}"),
                line.IsEqual ? "[green]equal[/]" : $"[red]{line.Own}[/]");
        }

        return table;
    }

    /// <summary>The three pots: all that came in is somewhere.</summary>
    public static Table Pots(JobView job, TokenInfo token)
    {
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumns("pot", "deposited", "paid", "fee", "sent back", "burned", "left");
        foreach (var (name, money) in new[] { ("reward", job.Money), ("sponsor bond", job.SponsorBond), ("client bonds", job.ClientBonds) })
        {
            UInt128[] amounts = [money.Deposited, money.Paid, money.Fee, money.Refunded, money.Burned, money.Left];
            table.AddRow([name, .. amounts.Select(amount => Markup.Escape(token.Text(amount)))]);
        }

        return table;
    }
}
