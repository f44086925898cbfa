using System.CommandLine;
using ModelMarket.Cli.Market;
using ModelMarket.Cli.Presentation;
using ModelMarket.Cli.Session;
using ModelMarket.Core;
using ModelMarket.Core.Inspect;
using Rollup.Ethereum.Errors;
using Rollup.Ethereum.Official;
using Rollup.Primitives;

namespace ModelMarket.Cli.Commands;

/// <summary><c>job list|show|leaderboard</c>: what the market holds.</summary>
internal static class JobCommands
{
    /// <summary>Lists all jobs, or those that are open.</summary>
    public static Command List(CliHost host, GlobalOptions options)
    {
        var open = new Option<bool>("--open") { Description = "Only jobs that take weights, or will" };
        var like = new Option<ulong?>("--like") { Description = "Only open jobs that want the data of this job, or its model, or where neither is said its metric", HelpName = "job" };
        var command = Verb.Of("list", "Lists all jobs.", "modelmarket job list --open", host, options, async (context, cancellation) =>
        {
            using var session = await SessionFactory.OpenAsync(context, cancellation);
            var market = new MarketReader(session.Node);
            var jobs = await market.JobsAsync(cancellation);
            if (context.Arguments.GetValue(open) || context.Arguments.GetValue(like) is not null)
            {
                var now = (await session.HeadAsync(cancellation)).Timestamp;
                jobs = [.. jobs.Where(job => IsOpen(job, now))];
            }

            jobs = context.Arguments.GetValue(like) is { } other ? await LikeAsync(market, jobs, other, cancellation) : jobs;
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
        command.Add(open);
        command.Add(like);
        return command;
    }

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
                if (job is { End: null, Prepared: { } prepared }
                    && await new GasForecast(session, session.Escrow, context.Screen.Warn).OfSubmissionAsync(job, prepared.Parameters, cancellation) is { } gas)
                {
                    context.Screen.ShowLine($"a submission costs {gas}: commit, reveal, upload");
                }

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

    // Between two rounds a job takes no weights for a while.
    private static bool IsOpen(JobSummaryView job, ulong now) => job.Kind == JobNames.KindRounds
        ? job.Phase is JobPhase.Funded or JobPhase.Preparing or JobPhase.Open or JobPhase.Reveal or JobPhase.Scoring
        : job.Phase is JobPhase.Funded or JobPhase.Preparing or JobPhase.Open && job.OpenEnd > now;

    // Who has rows for one job has them for all jobs of the same schema, mostly for all of the same model.
    private static async Task<IReadOnlyList<JobSummaryView>> LikeAsync(MarketReader market, IReadOnlyList<JobSummaryView> jobs, ulong number, CancellationToken cancellation)
    {
        var wanted = await market.JobAsync(number, cancellation);
        var alike = new List<JobSummaryView>();
        foreach (var job in jobs.Where(job => job.Id != number))
        {
            var one = await market.JobAsync(job.Id, cancellation);
            var same = wanted.Terms?.Schema?.Cid is { } schema && one.Terms?.Schema?.Cid is { } its
                ? schema == its
                : wanted.Model?.Cid == one.Model?.Cid || (wanted.Terms?.Schema is null && one.Terms?.Schema is null && wanted.Terms?.Metric == one.Terms?.Metric);
            if (same)
            {
                alike.Add(job);
            }
        }

        return alike;
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
