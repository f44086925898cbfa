using System.CommandLine;
using ModelMarket.Cli.Market;
using ModelMarket.Cli.Presentation;
using ModelMarket.Cli.Session;

namespace ModelMarket.Cli.Commands;

/// <summary><c>reclaim N</c>: the way out when the rollup is silent for good.</summary>
internal static class ReclaimCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create(CliHost host, GlobalOptions options)
    {
        var number = Verb.JobArgument();
        var command = Verb.Of("reclaim", "Takes your deposits back from the escrow when the rollup is silent. Asks no node.", "modelmarket reclaim 7", host, options, async (context, cancellation) =>
        {
            using var session = await SessionFactory.OpenAsync(context, cancellation, asksNode: false);
            using var account = session.AccountOf(KeySource.Find(context, session.ChainId));
            return await RunAsync(context.Screen, session, new Reclaimer(session, account), context.Arguments.GetRequiredValue(number), cancellation);
        });
        command.Add(number);
        return command;
    }

    private static async Task<int> RunAsync(Screen screen, MarketSession session, Reclaimer reclaimer, ulong jobId, CancellationToken cancellation)
    {
        var state = await reclaimer.StateAsync(jobId, cancellation);
        var now = (await session.HeadAsync(cancellation)).Timestamp;
        if (now < state.After)
        {
            throw CliFault.Rejected(
                $"Deposits of job {jobId} can be reclaimed from {JobText.Time(state.After)}, {Units.Duration(state.After - now)} from now: until then vouchers have the first say. Nothing was sent.",
                $"What vouchers pay you: modelmarket claim {jobId}",
                "ReclaimTooEarly");
        }

        var starts = state.OpensAt == 0;
        if (starts)
        {
            await reclaimer.StartAsync(jobId, cancellation);
            state = await reclaimer.StateAsync(jobId, cancellation);
        }

        var taken = now < state.OpensAt ? 0 : await reclaimer.ReclaimAsync(jobId, state, cancellation);
        screen.Data(new ReclaimView(jobId, starts, state.OpensAt, taken), CliJson.Default.ReclaimView);
        screen.ShowLine(now < state.OpensAt
            ? $"job {jobId}: reclaim {(starts ? "started" : "was started")}; vouchers still pay until {JobText.Time(state.OpensAt)}, then run this again"
            : $"job {jobId}: {taken} {(taken == 1 ? "deposit of yours was" : "deposits of yours were")} taken back");
        return ExitCode.Ok;
    }
}
