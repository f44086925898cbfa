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
        var quick = new Option<bool>("--quick") { Description = "Only the arithmetic: do not replay the inputs from L1 (a job that was pruned is found by the replay alone)" };
        var command = Verb.Of("explain", "Shows every number that led to each pay, computes each pay again, and replays the inputs from L1.", "modelmarket job explain 7", host, options, async (context, cancellation) =>
        {
            using var session = await SessionFactory.OpenAsync(context, cancellation);
            return await ExplainAsync(context.Screen, session, context.Arguments.GetRequiredValue(number), context.Arguments.GetValue(quick), cancellation);
        });
        command.Add(number);
        command.Add(quick);
        return command;
    }

    private static async Task<int> ExplainAsync(Screen screen, MarketSession session, ulong jobId, bool quick, CancellationToken cancellation)
    {
        var market = new MarketReader(session.Node);
        var job = await market.JobAsync(jobId, cancellation);
        var pruned = job.Terms is null;
        if (pruned && job.Prepared is null)
        {
            throw CliFault.Rejected($"Job {job.Id} was refused or ended before it had a score: nobody was paid.", $"See: modelmarket job show {job.Id}");
        }

        if (pruned)
        {
            screen.Say($"job {job.Id} is long over and the machine keeps its digest only: replaying the inputs from L1 to find it again");
        }

        var replay = quick && !pruned ? null : await JobReplay.RunAsync(session, await market.GenesisAsync(cancellation), pruned ? jobId : null, cancellation);
        var known = pruned ? Found(job, replay) : new KeptJob(job, await market.SubmissionsAsync(jobId, cancellation));
        var lines = await LinesAsync(session, known, cancellation);
        return Tell(screen, known.Job, await TokenInfo.ReadAsync(session.Ethereum, job.Token, cancellation), lines, replay);
    }

    // What a pruned job still says must be what the replay found. Money that came too late, and went back, changes neither number.
    private static KeptJob Found(JobView job, ReplayFinding? replay)
    {
        if (replay?.Job is not { } kept)
        {
            throw CliFault.Failed($"The replay did not come to the end of job {job.Id}: {replay?.Difference}.", "Use an endpoint that keeps all logs, with --rpc, and a node of this version.");
        }

        return kept.Job.Money.Paid == job.Money.Paid && kept.Job.Money.Burned == job.Money.Burned
            ? kept
            : throw CliFault.Failed($"Job {job.Id} paid {job.Money.Paid} by the node and {kept.Job.Money.Paid} by the replay.", "Compare all outputs: modelmarket verify");
    }

    private static async Task<IReadOnlyList<PayLine>> LinesAsync(MarketSession session, KeptJob known, CancellationToken cancellation)
    {
        var job = known.Job;
        if (job.Prepared is not { } prepared)
        {
            return [];
        }

        if (job.Terms!.Kind != JobNames.KindRounds)
        {
            return BatchExplainer.Lines(job, known.Submissions);
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
