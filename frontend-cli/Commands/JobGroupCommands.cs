using System.CommandLine;
using ModelMarket.Cli.Market;
using ModelMarket.Cli.Presentation;
using ModelMarket.Cli.Session;
using ModelMarket.Core;
using ModelMarket.Core.Inspect;
using Spectre.Console;

namespace ModelMarket.Cli.Commands;

/// <summary><c>job open-groups</c> and <c>job reveal</c>: a sponsor shows its sealed rows, each part when its time has come.</summary>
internal static class JobGroupCommands
{
    /// <summary>Draws, if nobody has, and opens the drawn groups.</summary>
    public static Command OpenGroups(CliHost host, GlobalOptions options) => Create(
        "open-groups", "Draws the groups that a sealed job opens, if nobody has, and uploads them. Run again, it goes on where it stopped.", host, options, OpenAsync);

    /// <summary>Reveals all hidden groups.</summary>
    public static Command Reveal(CliHost host, GlobalOptions options) => Create(
        "reveal", "Reveals all hidden groups of a sealed job once its submissions are in. Run again, it goes on where it stopped.", host, options, RevealAsync);

    private static Command Create(string name, string description, CliHost host, GlobalOptions options, Func<UserMarket, JobView, CancellationToken, Task<int>> run)
    {
        var number = Verb.JobArgument();
        var command = Verb.Of(name, description, $"modelmarket job {name} 7", host, options, async (context, cancellation) =>
        {
            using var session = await SessionFactory.OpenAsync(context, cancellation);
            using var user = new UserMarket(session, KeySource.Find(context, session.ChainId), words => context.Screen.Say(Markup.Escape(words)));
            var jobId = context.Arguments.GetRequiredValue(number);
            var opened = await run(user, await NowAsync(user, jobId, cancellation), cancellation);
            Tell(context.Screen, await NowAsync(user, jobId, cancellation), opened);
            return ExitCode.Ok;
        });
        command.Add(number);
        return command;
    }

    private static async Task<int> OpenAsync(UserMarket user, JobView job, CancellationToken cancellation)
    {
        var seal = SealOf(job);
        if (job.Phase is not (JobPhase.Funded or JobPhase.Preparing))
        {
            throw CliFault.Rejected($"Job {job.Id} is {job.Phase}: the drawn groups are opened before it starts. Nothing was sent.", $"See: modelmarket job show {job.Id}", "GroupNotDue");
        }

        if (seal.Seed is null)
        {
            if (!await user.Drawer.TryDrawAsync(job.Id, cancellation))
            {
                var block = await Drawer.BlockAsync(user.Session, job.Id, cancellation);
                throw CliFault.Rejected($"The groups of job {job.Id} are drawn by the hash of block {block}, which is not made yet. Nothing was sent.", $"Try again soon, or let it wait for you: modelmarket job watch {job.Id}", "DrawTooEarly");
            }

            job = await NowAsync(user, job.Id, cancellation);
            seal = SealOf(job);
        }

        var secret = await user.Secrets.LoadAsync(seal.Root, cancellation);
        return await user.Opener.OpenAsync(job, secret, GroupOpener.Due(seal, drawn: true), cancellation);
    }

    private static async Task<int> RevealAsync(UserMarket user, JobView job, CancellationToken cancellation)
    {
        var seal = SealOf(job);
        var secret = await user.Secrets.LoadAsync(seal.Root, cancellation);
        if (job.Phase is JobPhase.Funded or JobPhase.Preparing or JobPhase.Open or JobPhase.Reveal)
        {
            throw CliFault.Rejected(
                $"Job {job.Id} still takes weights: its hidden groups are revealed from {JobText.Time(job.LastDeadline ?? 0)}, until {JobText.Time(seal.RevealEnd)}. Nothing was sent.",
                $"Run this again then, or let it wait for you: modelmarket job watch {job.Id}",
                "GroupNotDue");
        }

        if (job.Phase != JobPhase.SealedReveal)
        {
            throw CliFault.Rejected($"Job {job.Id} is {job.Phase}: nothing can be revealed any more.", $"See what came of it: modelmarket job show {job.Id}", "GroupNotDue");
        }

        if (job.WorkDue)
        {
            throw CliFault.Rejected($"Nobody's weights came to job {job.Id}, so there is nothing to reveal for: your money goes back.", $"End it: modelmarket tick {job.Id}, then modelmarket claim {job.Id}", "NothingToDo");
        }

        return await user.Opener.OpenAsync(job, secret, GroupOpener.Due(seal, drawn: false), cancellation);
    }

    private static async Task<JobView> NowAsync(UserMarket user, ulong jobId, CancellationToken cancellation) =>
        await user.Reader.JobAsync(jobId, (await user.Session.HeadAsync(cancellation)).Timestamp, cancellation);

    private static SealView SealOf(JobView job) => job.Seal ?? throw CliFault.Rejected($"Job {job.Id} has no sealed rows.", $"See: modelmarket job show {job.Id}");

    private static void Tell(Screen screen, JobView job, int opened)
    {
        var drawn = job.Phase is JobPhase.Funded or JobPhase.Preparing;
        var left = GroupOpener.Due(job.Seal!, drawn).Count;
        screen.Data(new RevealView(job.Id, job.Phase.ToString(), opened, left, drawn ? job.OpenStart : job.Seal!.RevealEnd), CliJson.Default.RevealView);
        screen.ShowLine(opened == 0 ? $"job {job.Id}: all {(drawn ? "drawn" : "hidden")} groups were there already" : $"job {job.Id}: {opened} groups {(drawn ? "opened" : "revealed")}, {left} left");
        screen.Say(drawn
            ? $"Next: modelmarket tick {job.Id} from {JobText.Time(job.Seal!.FundedEnd)} (scores the initial model and opens the job)"
            : $"Next: modelmarket tick {job.Id} from {JobText.Time(job.Seal!.RevealEnd)} (scores and pays)");
    }
}
