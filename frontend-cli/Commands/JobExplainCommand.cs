using System.CommandLine;
using System.Globalization;
using System.Numerics;
using ModelMarket.Cli.Explanations;
using ModelMarket.Cli.Market;
using ModelMarket.Cli.Presentation;
using ModelMarket.Cli.Session;
using ModelMarket.Core.Inspect;
using ModelMarket.Core.Notices;
using Spectre.Console;

namespace ModelMarket.Cli.Commands;

/// <summary><c>job explain N</c>: every number that led to each pay, computed again here.</summary>
internal static class JobExplainCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create(CliHost host, GlobalOptions options)
    {
        var number = Verb.JobArgument();
        var quick = new Option<bool>("--quick") { Description = "Only the arithmetic: do not replay the inputs from L1" };
        var command = Verb.Of("explain", "Shows every number that led to each pay, computes each pay again, and replays the inputs from L1.", "modelmarket job explain 7", host, options, async (context, cancellation) =>
        {
            using var session = await SessionFactory.OpenAsync(context, cancellation);
            var market = new MarketReader(session.Node);
            var job = await market.JobAsync(context.Arguments.GetRequiredValue(number), cancellation);
            if (job is not { Terms: not null })
            {
                throw CliFault.Rejected($"Job {job.Id} was refused or is long over: the machine keeps no terms of it.", $"See: modelmarket job show {job.Id}");
            }

            var lines = await LinesAsync(session, market, job, cancellation);
            var replay = context.Arguments.GetValue(quick) ? null : await JobReplay.RunAsync(session, await market.GenesisAsync(cancellation), cancellation);
            return Tell(context.Screen, job, await TokenInfo.ReadAsync(session.Ethereum, job.Token, cancellation), lines, replay);
        });
        command.Add(number);
        command.Add(quick);
        return command;
    }

    private static async Task<IReadOnlyList<PayLine>> LinesAsync(MarketSession session, MarketReader market, JobView job, CancellationToken cancellation)
    {
        if (job.Prepared is not { } prepared)
        {
            return [];
        }

        if (job.Terms!.Kind != JobNames.KindRounds)
        {
            return BatchExplainer.Lines(job, await market.SubmissionsAsync(job.Id, cancellation));
        }

        var notices = new MarketNotices(session.Node);
        var rounds = await notices.OfAsync(NoticeType.RoundSettled, MarketJson.Default.RoundSettledNotice, null, cancellation);
        var finals = await notices.OfAsync(NoticeType.FinalSettled, MarketJson.Default.FinalSettledNotice, null, cancellation);
        return
        [
            .. rounds.Where(notice => notice.JobId == job.Id).SelectMany(notice => RoundExplainer.Lines(notice, prepared.HigherIsBetter)),
            .. finals.Where(notice => notice.JobId == job.Id).SelectMany(notice => RoundExplainer.Lines(notice, prepared.HigherIsBetter)),
        ];
    }

    private static int Tell(Screen screen, JobView job, TokenInfo token, IReadOnlyList<PayLine> lines, ReplayFinding? replay)
    {
        var sum = lines.Aggregate(BigInteger.Zero, (all, line) => all + (BigInteger)line.Said);
        var sumEqual = sum == (BigInteger)job.Money.Paid && Balances(job.Money) && Balances(job.SponsorBond) && Balances(job.ClientBonds);
        var equal = sumEqual && lines.All(line => line.IsEqual) && replay is not { IsEqual: false };
        screen.Data(new ExplainView(job.Id, [.. lines.Select(ExplainLineView.Of)], sumEqual, replay?.Inputs, replay?.Difference ?? string.Empty, equal), CliJson.Default.ExplainView);
        if (!screen.Json)
        {
            screen.Show(ExplainText.Head(job, token));
            screen.Show(ExplainText.Table(lines, token));
            screen.Show(ExplainText.Pots(job, token));
        }

        foreach (var line in lines.Where(line => !line.IsEqual))
        {
            screen.Say($"[red]✗[/] submission {line.SubmissionId}: the machine says {line.Said}, the formula gives {line.Own}");
        }

        screen.ShowLine(sumEqual ? "the pays add up to what the pot paid, and every pot balances [green]✓[/]" : "[red]the sums differ ✗[/]");
        if (replay is not null)
        {
            screen.ShowLine(replay.IsEqual
                ? string.Create(CultureInfo.InvariantCulture, $"replayed {replay.Inputs} inputs from L1: all {replay.Outputs} vouchers and notices are equal [green]✓[/]")
                : $"[red]replay differs ✗[/] {Markup.Escape(replay.Difference)}");
        }

        return equal ? ExitCode.Ok : ExitCode.Failed;
    }

    private static bool Balances(MoneyView money) =>
        (BigInteger)money.Deposited == (BigInteger)money.Paid + money.Fee + money.Refunded + money.Burned + money.Left;
}
