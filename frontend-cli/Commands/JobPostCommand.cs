using System.CommandLine;
using System.Globalization;
using ModelMarket.Cli.Market;
using ModelMarket.Cli.Presentation;
using ModelMarket.Cli.Session;
using ModelMarket.Core;
using Spectre.Console;

namespace ModelMarket.Cli.Commands;

/// <summary><c>job post</c>: locks a reward, and a bond where rows are sealed, and opens a job.</summary>
internal static class JobPostCommand
{
    private static readonly TimeSpan WaitPause = TimeSpan.FromSeconds(1);

    /// <summary>Builds the command.</summary>
    public static Command Create(CliHost host, GlobalOptions options)
    {
        var job = new JobFileOptions();
        var wait = new Option<bool>("--wait") { Description = "Stay until the job is open: draw, open the drawn groups, have the model scored" };
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask before the money is locked (nobody is asked without a terminal, or under --json)" };
        var command = Verb.Of("post", "Posts a job: checks and scores the model here, seals the rows, locks the money, uploads.", "modelmarket job post job.toml --reward 1000", host, options, (context, cancellation) =>
            RunAsync(context, job.Read(context), context.Arguments.GetValue(wait), context.Arguments.GetValue(yes) || context.Screen.Json, cancellation));
        job.AddTo(command);
        command.Add(wait);
        command.Add(yes);
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, JobDraft draft, bool wait, bool agreed, CancellationToken cancellation)
    {
        var job = await CheckedJob.ReadAsync(draft, cancellation);
        using var session = await SessionFactory.OpenAsync(context, cancellation);
        using var user = new UserMarket(session, KeySource.Find(context, session.ChainId), words => context.Screen.Say(Markup.Escape(words)));
        var token = await TokenInfo.ReadAsync(session.Ethereum, draft.Token, cancellation);
        var money = JobMoney.Of(draft, token);
        job.Review(await user.Reader.GenesisAsync(cancellation), money);
        TellLock(context.Screen, job, token, money);
        if (!agreed && !context.Host.Agrees($"Lock {token.Text(money.Locked)} of {user.Account.Address.ToChecksumString()}?"))
        {
            throw CliFault.Failed("You did not say yes. Nothing was sent.");
        }

        AttachedFiles.Keep(context, draft);
        var (posted, secret) = draft.IsSealed
            ? await PostSealedAsync(user, job, token, money, cancellation)
            : (await user.Poster.PostAsync(job.Terms with { ClientBond = money.ClientBond }, token, money.Reward, job.Model, job.Rows.Encode(), cancellation), null);
        if (wait)
        {
            posted = posted with { Job = await WaitAsync(context.Screen, user, posted.JobId, cancellation) };
        }

        return Tell(context.Screen, posted, money, secret);
    }

    private static async Task<(PostedJob Posted, string? Secret)> PostSealedAsync(UserMarket user, CheckedJob job, TokenInfo token, JobMoney money, CancellationToken cancellation)
    {
        var secret = Sealer.Seal(user.Session, user.Account.Address, job.Rows, (int)job.Draft.Groups);
        var posted = await user.Poster.PostSealedAsync(job.Terms, token, money, job.Model, secret, cancellation);
        return (posted, user.Secrets.PathOf(secret.Root));
    }

    private static async Task<Core.Inspect.JobView> WaitAsync(Screen screen, UserMarket user, ulong jobId, CancellationToken cancellation)
    {
        var told = string.Empty;
        while (true)
        {
            var report = await user.Errands.RunAsync(jobId, cancellation);
            foreach (var step in report.Done)
            {
                screen.Done(Markup.Escape(step));
            }

            if (report.Job.Phase is not (JobPhase.Funded or JobPhase.Preparing))
            {
                return report.Job;
            }

            var words = JobTimes.Wait(report);
            if (words != told)
            {
                screen.Say($"  waits for {Markup.Escape(words)}");
                told = words;
            }

            await Task.Delay(WaitPause, cancellation);
        }
    }

    private static void TellLock(Screen screen, CheckedJob job, TokenInfo token, JobMoney money)
    {
        screen.Say($"initial score {Units.Score(job.Initial.Value)} ± {Units.Score(job.Initial.StandardError)} on {job.Rows.RowCount} rows");
        screen.Say(Markup.Escape(money.SponsorBond == 0
            ? $"locking {token.Text(money.Reward)}"
            : $"locking {token.Text(money.Locked)}: the reward {token.Text(money.Reward)} and your bond {token.Text(money.SponsorBond)}, which comes back when you reveal"));
        var reclaim = Poster.ReclaimAfter(job.Terms, (ulong)DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        screen.Say($"the job is over after {Units.Duration(Poster.Duration(job.Terms))} at the latest; without the rollup you can take the money back from {JobText.Time(reclaim)}");
    }

    private static int Tell(Screen screen, PostedJob posted, JobMoney money, string? secret)
    {
        var job = posted.Job;
        if (job.End is { } end)
        {
            throw CliFault.Rejected($"Job {posted.JobId} was refused and its money goes back: {end.Message} {end.Detail}".TrimEnd(), $"modelmarket claim {posted.JobId} brings the refund.", end.Name);
        }

        screen.Data(
            new PostView(
                posted.JobId, posted.Transaction.ToString(), job.Phase.ToString(), Text(money.Reward), job.Prepared?.M0, job.End?.Name, Text(money.SponsorBond), Text(money.ClientBond), secret),
            CliJson.Default.PostView);
        screen.ShowLine($"Job {posted.JobId} posted: {job.Phase}{(job.Prepared is { } prepared ? $", initial score {JobText.Score(prepared.M0)}" : string.Empty)}");
        if (secret is null)
        {
            screen.Warn("the validation data is public: it can be learned by heart");
            return ExitCode.Ok;
        }

        screen.Warn($"the sealed rows and their salts are in {Markup.Escape(secret)}");
        screen.Warn("whoever reads that file knows the hidden rows, and without it you lose your bond and, where others are paid, what is left of the reward: back it up");
        if (job.Phase is JobPhase.Funded or JobPhase.Preparing)
        {
            screen.Say($"Next: modelmarket job watch {posted.JobId} (draws, opens the drawn groups and reveals the others when it is time), or job open-groups {posted.JobId} now and job reveal {posted.JobId} later");
        }

        return ExitCode.Ok;
    }

    private static string Text(UInt128 amount) => amount.ToString(CultureInfo.InvariantCulture);
}
