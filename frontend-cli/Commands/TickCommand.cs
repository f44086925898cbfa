using System.CommandLine;
using ModelMarket.Cli.Market;
using ModelMarket.Cli.Presentation;
using ModelMarket.Cli.Session;
using ModelMarket.Core;
using ModelMarket.Core.Inspect;

namespace ModelMarket.Cli.Commands;

/// <summary><c>tick N</c>: does the metered work that is due.</summary>
internal static class TickCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create(CliHost host, GlobalOptions options)
    {
        var number = Verb.JobArgument();
        var command = Verb.Of("tick", "Does a job's due work: drawing groups, preparing, scoring, settling. Anyone may.", "modelmarket tick 7", host, options, async (context, cancellation) =>
        {
            using var session = await SessionFactory.OpenAsync(context, cancellation);
            using var account = session.AccountOf(KeySource.Find(context, session.ChainId));
            var jobId = context.Arguments.GetRequiredValue(number);
            var market = new MarketReader(session.Node);
            var now = await market.JobAsync(jobId, (await session.HeadAsync(cancellation)).Timestamp, cancellation);
            if (now is { Phase: JobPhase.Funded, Seal.Seed: null } && await new Drawer(session, account).TryDrawAsync(jobId, cancellation))
            {
                now = await market.JobAsync(jobId, cancellation);
                context.Screen.Data(now, MarketJson.Default.JobView);
                context.Screen.ShowLine($"job {jobId}: drew the groups to open: {string.Join(", ", now.Seal!.Drawn)}");
                return ExitCode.Ok;
            }

            var ticker = new Ticker(market, new InputSender(session, account));
            var outcome = await ticker.OnceAsync(jobId, cancellation);
            if (outcome.Rejection is { Report: { Name: nameof(RejectCode.NothingToDo) } report })
            {
                throw CliFault.Rejected(report.Message, $"What it waits for: modelmarket job watch {jobId} --look --once", report.Name);
            }

            outcome.OrThrow("The tick");
            var job = await ticker.WhileDueAsync(jobId, cancellation);
            context.Screen.Data(job, MarketJson.Default.JobView);
            context.Screen.ShowLine($"job {job.Id}: {job.Phase}, best score {JobText.Score(job.Best)}, {job.Undecided} undecided");
            return ExitCode.Ok;
        });
        command.Add(number);
        return command;
    }
}
