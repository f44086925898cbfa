using System.CommandLine;
using ModelMarket.Cli.Market;
using ModelMarket.Cli.Presentation;
using ModelMarket.Cli.Session;
using ModelMarket.Core.Inspect;
using Rollup.Ethereum.Errors;
using Rollup.Ethereum.Official;
using Rollup.Primitives;

namespace ModelMarket.Cli.Commands;

/// <summary><c>job list|show|leaderboard</c>: what the market holds.</summary>
internal static class JobCommands
{
    /// <summary>Lists all jobs.</summary>
    public static Command List(CliHost host, GlobalOptions options) => Verb.Of(
        "list", "Lists all jobs.", "modelmarket job list --json", host, options, async (context, cancellation) =>
        {
            using var session = await SessionFactory.OpenAsync(context, cancellation);
            var jobs = await new MarketReader(session.Node).JobsAsync(cancellation);
            context.Screen.Data(new JobListView(jobs.Count, 0, null, jobs), MarketJson.Default.JobListView);
            if (!context.Screen.Json)
            {
                var tokens = new Dictionary<Address, TokenInfo>();
                foreach (var address in jobs.Select(job => job.Token).Distinct())
                {
                    tokens[address] = await TokenInfo.ReadAsync(session.Ethereum, address, cancellation);
                }

                context.Screen.Show(JobText.List(jobs, address => tokens[address]));
            }

            return ExitCode.Ok;
        });

    /// <summary>Shows one job.</summary>
    public static Command Show(CliHost host, GlobalOptions options)
    {
        var number = Verb.JobArgument();
        var command = Verb.Of("show", "Shows one job: what it wants, what it pays, how it stands.", "modelmarket job show 7", host, options, async (context, cancellation) =>
        {
            using var session = await SessionFactory.OpenAsync(context, cancellation);
            var head = await session.HeadAsync(cancellation);
            var job = await new MarketReader(session.Node).JobAsync(context.Arguments.GetRequiredValue(number), head.Timestamp, cancellation);
            context.Screen.Data(job, MarketJson.Default.JobView);
            if (!context.Screen.Json)
            {
                var token = await TokenInfo.ReadAsync(session.Ethereum, job.Token, cancellation);
                context.Screen.Show(JobShowText.Show(job, token));
                if (job.Rounds is not null)
                {
                    context.Screen.Show(JobTables.Rounds(await new MarketReader(session.Node).RoundsAsync(job.Id, cancellation), token));
                }

                await TellConsensusAsync(context, session, cancellation);
            }

            return ExitCode.Ok;
        });
        command.Add(number);
        return command;
    }

    /// <summary>Shows the scored submissions of a job.</summary>
    public static Command Leaderboard(CliHost host, GlobalOptions options)
    {
        var number = Verb.JobArgument();
        var command = Verb.Of("leaderboard", "Shows a job's scored submissions, best first.", "modelmarket job leaderboard 7", host, options, async (context, cancellation) =>
        {
            using var session = await SessionFactory.OpenAsync(context, cancellation);
            var market = new MarketReader(session.Node);
            var job = await market.JobAsync(context.Arguments.GetRequiredValue(number), cancellation);
            var entries = await market.LeaderboardAsync(job.Id, cancellation);
            context.Screen.Data(
                new LeaderboardView(job.Id, job.Prepared?.M0, job.Prepared?.HigherIsBetter ?? false, entries.Count, 0, null, entries),
                MarketJson.Default.LeaderboardView);
            if (!context.Screen.Json)
            {
                context.Screen.ShowLine($"initial score {JobText.Score(job.Prepared?.M0)}");
                context.Screen.Show(JobText.Leaderboard(entries, await TokenInfo.ReadAsync(session.Ethereum, job.Token, cancellation)));
            }

            return ExitCode.Ok;
        });
        command.Add(number);
        return command;
    }

    private static async Task TellConsensusAsync(CommandContext context, MarketSession session, CancellationToken cancellation)
    {
        var application = new ApplicationContract(session.Ethereum, session.Application);
        var consensus = await application.GetOutputsMerkleRootValidatorAsync(default, cancellation);
        context.Screen.Warn($"consensus {consensus.ToChecksumString()}: whoever holds its key can spend every escrow of this application{await HolderAsync(session, consensus, cancellation)}");
        var owner = await application.GetOwnerAsync(cancellation);
        context.Screen.Warn(owner.IsZero
            ? "the application has no owner any more: nobody can give it another consensus"
            : $"the application's owner {owner.ToChecksumString()} can give it another consensus at any time, and so spend every escrow too");
    }

    private static async Task<string> HolderAsync(MarketSession session, Address consensus, CancellationToken cancellation)
    {
        try
        {
            var holder = await new ConsensusContract(session.Ethereum, consensus).GetOwnerAsync(cancellation);
            return $" (an Authority of {holder.ToChecksumString()} alone)";
        }
        catch (ContractRevertException)
        {
            // A Quorum has no owner.
            return " (a Quorum: more than half of its validators together)";
        }
    }
}
