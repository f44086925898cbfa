using System.Globalization;
using System.Net;
using System.Text;
using ModelMarket.Cli.Presentation;
using Rollup.Primitives;

namespace ModelMarket.Cli.Reports;

/// <summary>One self-contained page: no script, nothing loaded from anywhere, which its own content policy enforces.</summary>
internal static class HtmlReport
{
    private const string Style = """
        body{font:16px/1.5 system-ui,sans-serif;color:#000;background:#fff;max-width:60rem;margin:2rem auto;padding:0 1rem}
        h1{font-size:1.7rem;margin:0}h2{font-size:1.2rem;margin:2.2rem 0 .6rem}
        .quiet{color:#595959}table{border-collapse:collapse;width:100%}
        th,td{text-align:left;padding:.35rem .7rem .35rem 0;border-bottom:1px solid #d9d9d9;vertical-align:top}
        td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
        dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1.2rem;margin:1rem 0}dt{color:#595959}dd{margin:0}
        a{color:#0072b2}code{font-size:.9em;overflow-wrap:anywhere}svg{max-width:100%;height:auto}
        @media print{body{margin:0}}
        """;

    /// <summary>Writes the page.</summary>
    public static string Write(ReportData data)
    {
        var page = new StringBuilder();
        page.Append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
        page.Append("<meta name=\"viewport\" content=\"width=device-width\">\n");
        page.Append(CultureInfo.InvariantCulture, $"<title>Job {data.Job.Id}: {Encoded(data.Job.Title)}</title>\n<style>\n{Style}\n</style>\n</head>\n<body>\n");
        page.Append(CultureInfo.InvariantCulture, $"<p class=\"quiet\">ModelMarket · job {data.Job.Id} · as of {JobText.Time(data.Job.Now)}</p>\n<h1>{Encoded(data.Job.Title)}</h1>\n");
        Facts(page, data);
        page.Append("<h2>Score over time</h2>\n").Append(SvgWriter.Write(ScorePlot.Of(data)));
        page.Append("\n<h2>Pay</h2>\n").Append(SvgWriter.Write(PayPlot.Of(data)));
        Leaderboard(page, data);
        Decisions(page, data);
        Payments(page, data);
        Foot(page, data);
        return page.Append("</body>\n</html>\n").ToString();
    }

    private static void Facts(StringBuilder page, ReportData data)
    {
        var job = data.Job;
        page.Append("<dl>\n");
        Fact(page, "phase", job.Phase.ToString());
        Fact(page, "sponsor", job.Sponsor.ToChecksumString());
        Fact(page, "reward", $"{data.Token.Text(job.Money.Pool)}; paid {data.Token.Text(job.Money.Paid)}, left {data.Token.Text(job.Money.Left)}, sent back {data.Token.Text(job.Money.Refunded)}");
        if (job.Terms is { } terms)
        {
            Fact(page, "metric", $"{JobText.Metric(terms.Metric)}{(job.Prepared is { HigherIsBetter: true } ? ", higher is better" : job.Prepared is null ? string.Empty : ", lower is better")}");
        }

        if (job.Prepared is { } prepared)
        {
            Fact(page, "initial score", $"{Units.Score(prepared.M0)} ± {Units.Score(prepared.StandardError)} on {prepared.Rows} rows");
            Fact(page, "best score", JobText.Score(job.Best));
            Fact(page, "model", $"{prepared.Parameters} trainable numbers");
        }

        if (job.Model is { } model)
        {
            Fact(page, "model file", model.Cid);
        }

        if (job.End is { } end)
        {
            Fact(page, "ended", JobText.Ended(end));
        }

        page.Append("</dl>\n");
        if (job.PublicData)
        {
            page.Append("<p class=\"quiet\">The validation data is public: it can be learned by heart, so the scores may flatter.</p>\n");
        }
    }

    private static void Leaderboard(StringBuilder page, ReportData data)
    {
        page.Append("<h2>Leaderboard</h2>\n");
        if (data.Leaderboard.Count == 0)
        {
            page.Append("<p>Nothing is scored yet.</p>\n");
            return;
        }

        Head(page, ["rank:n", "submission:n", "who", "score:n", "better by:n", "outcome", "pay:n"]);
        foreach (var entry in data.Leaderboard.Take(ReportLimits.SubmissionsMax))
        {
            Row(page, [$"n:{entry.Rank}", $"n:{entry.Id}", $":{Account(data, entry.Sender)}", $"n:{Units.Score(entry.Score)}", $"n:{Units.Score((long)entry.Gain)}", $":{entry.Outcome}", $"n:{Encoded(data.Token.Text(entry.Pay))}"]);
        }

        page.Append("</table>\n");
    }

    private static void Decisions(StringBuilder page, ReportData data)
    {
        page.Append("<h2>Every submission and why it was paid or not</h2>\n");
        if (data.Submissions.Count == 0)
        {
            page.Append("<p>There is none yet.</p>\n");
            return;
        }

        Head(page, ["submission:n", "who", "committed", "pay:n", "why", "transaction"]);
        foreach (var one in data.Submissions.Take(ReportLimits.SubmissionsMax))
        {
            var transaction = data.Inputs.TryGetValue(one.InputIndex, out var hash) ? Transaction(data, hash) : "–";
            var pay = one.Decision is { } decision ? data.Token.Text(decision.Pay) : "–";
            Row(page, [$"n:{one.Id}", $":{Account(data, one.Sender)}", $":{JobText.Time(one.CommittedAt)}", $"n:{Encoded(pay)}", $":{Encoded(PayReason.Of(one, data.Job, data.Token))}", $":{transaction}"]);
        }

        page.Append("</table>\n");
        if (data.Submissions.Count > ReportLimits.SubmissionsMax)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p>{data.Submissions.Count - ReportLimits.SubmissionsMax} more are not shown.</p>\n");
        }
    }

    private static void Payments(StringBuilder page, ReportData data)
    {
        page.Append("<h2>Money that left the escrow</h2>\n");
        if (data.Payments.Count == 0)
        {
            page.Append("<p>None yet.</p>\n");
            return;
        }

        Head(page, ["voucher:n", "kind", "to", "amount:n", "on L1"]);
        foreach (var voucher in data.Payments)
        {
            var state = data.Executions.TryGetValue(voucher.OutputIndex, out var hash) ? $"executed: {Transaction(data, hash)}"
                : voucher.Executed ? "executed" : voucher.Proof is null ? "waits for the claim of its epoch" : "may be claimed";
            Row(page, [$"n:{voucher.OutputIndex}", $":{voucher.Kind}", $":{Account(data, voucher.To)}", $"n:{Encoded(data.Token.Text(voucher.Amount))}", $":{state}"]);
        }

        page.Append("</table>\n");
    }

    private static void Foot(StringBuilder page, ReportData data) => page.Append(
        CultureInfo.InvariantCulture,
        $"<p class=\"quiet\">Chain {data.Network.ChainId}, application <code>{data.Network.Application.ToChecksumString()}</code>, escrow <code>{data.Network.Escrow.ToChecksumString()}</code>. "
        + $"This page loads nothing and sends nothing. What it says can be recomputed from L1 alone: <code>modelmarket verify</code>.</p>\n");

    private static void Fact(StringBuilder page, string name, string value) => page.Append(CultureInfo.InvariantCulture, $"<dt>{name}</dt><dd>{Encoded(value)}</dd>\n");

    // A column is its name, and :n where it holds numbers.
    private static void Head(StringBuilder page, string[] columns)
    {
        page.Append("<table>\n<tr>");
        foreach (var parts in columns.Select(column => column.Split(':')))
        {
            page.Append(parts.Length > 1 ? "<th class=\"n\">" : "<th>").Append(parts[0]).Append("</th>");
        }

        page.Append("</tr>\n");
    }

    // A cell is n: or : and its HTML.
    private static void Row(StringBuilder page, string[] cells)
    {
        page.Append("<tr>");
        foreach (var cell in cells)
        {
            page.Append(cell[0] == 'n' ? "<td class=\"n\">" : "<td>").Append(cell.AsSpan(cell.IndexOf(':', StringComparison.Ordinal) + 1)).Append("</td>");
        }

        page.Append("</tr>\n");
    }

    private static string Account(ReportData data, Address address) => Link(data, "address", address.ToChecksumString(), JobText.Short(address));

    private static string Transaction(ReportData data, Hash32 hash) => Link(data, "tx", hash.ToString(), JobText.Short(hash));

    private static string Link(ReportData data, string kind, string whole, string shown)
    {
        var words = $"<code title=\"{whole}\">{shown}</code>";
        return data.Network.Explorer is { } explorer && Uri.TryCreate($"{explorer.TrimEnd('/')}/{kind}/{whole}", UriKind.Absolute, out var link) && (link.Scheme == Uri.UriSchemeHttp || link.Scheme == Uri.UriSchemeHttps)
            ? $"<a href=\"{Encoded(link.AbsoluteUri)}\">{words}</a>"
            : words;
    }

    private static string Encoded(string text) => WebUtility.HtmlEncode(text);
}
