using System.CommandLine;
using ModelMarket.Cli.Market;
using ModelMarket.Cli.Presentation;
using ModelMarket.Cli.Session;
using ModelMarket.Core.Inspect;
using Spectre.Console;

namespace ModelMarket.Cli.Commands;

/// <summary><c>job watch N</c>: shows a job as it goes, and does what is due that this user can do.</summary>
internal static class JobWatchCommand
{
    private const int DefaultEvery = 2;
    private const int StepsShown = 5;

    /// <summary>Builds the command.</summary>
    public static Command Create(CliHost host, GlobalOptions options)
    {
        var number = Verb.JobArgument();
        var once = new Option<bool>("--once") { Description = "Do what is due now and end" };
        var look = new Option<bool>("--look") { Description = "Only look: send nothing, need no key" };
        var every = new Option<int>("--every") { Description = "Seconds between two looks", DefaultValueFactory = _ => DefaultEvery };
        var command = Verb.Of(
            "watch",
            "Shows a job until it has ended, and does what is due: draw, open and reveal your groups, reveal and upload your weights, tick.",
            "modelmarket job watch 7",
            host,
            options,
            async (context, cancellation) =>
            {
                using var session = await SessionFactory.OpenAsync(context, cancellation);
                var request = new Request(context.Arguments.GetRequiredValue(number), context.Arguments.GetValue(once), TimeSpan.FromSeconds(Math.Max(1, context.Arguments.GetValue(every))));
                return context.Arguments.GetValue(look)
                    ? await RunAsync(context, session, request, token => LookAsync(session, request.JobId, token), cancellation)
                    : await ActAsync(context, session, request, cancellation);
            });
        command.Add(number);
        command.Add(once);
        command.Add(look);
        command.Add(every);
        return command;
    }

    private static async Task<int> ActAsync(CommandContext context, MarketSession session, Request request, CancellationToken cancellation)
    {
        var key = KeySource.Find(context, session.ChainId);
        using var user = new UserMarket(session.Copy(), key, words => context.Screen.Say($"  [grey]{Markup.Escape(words)}[/]"));
        return await RunAsync(context, session, request, token => user.Errands.RunAsync(request.JobId, token), cancellation);
    }

    private static async Task<ErrandReport> LookAsync(MarketSession session, ulong jobId, CancellationToken cancellation)
    {
        var head = await session.HeadAsync(cancellation);
        var job = await new MarketReader(session.Node).JobAsync(jobId, head.Timestamp, cancellation);
        var (waitsFor, until) = await Errands.WaitAsync(session, job, cancellation);
        return new ErrandReport(job, [], waitsFor, until);
    }

    private static async Task<int> RunAsync(CommandContext context, MarketSession session, Request request, Func<CancellationToken, Task<ErrandReport>> look, CancellationToken cancellation)
    {
        var market = new MarketReader(session.Node);
        var told = string.Empty;
        var steps = new List<string>();
        while (true)
        {
            var report = await look(cancellation);
            steps.AddRange(report.Done);
            // A person gets the whole picture at every look, a pipe one line of words at every change.
            if (context.Screen.IsInteractive)
            {
                await RedrawAsync(context.Screen, session, report, steps, cancellation);
            }
            else
            {
                told = TellChange(context.Screen, report, told);
            }

            if (report.Job.End is not null || request.Once)
            {
                await EndAsync(context, session, market, report.Job, cancellation);
                return ExitCode.Ok;
            }

            await Task.Delay(request.Every, cancellation);
        }
    }

    private static string TellChange(Screen screen, ErrandReport report, string told)
    {
        foreach (var step in report.Done)
        {
            screen.Done(Markup.Escape(step));
        }

        var line = JobTimes.Status(report);
        if (line != told)
        {
            screen.Say(Markup.Escape(line));
        }

        return line;
    }

    private static async Task RedrawAsync(Screen screen, MarketSession session, ErrandReport report, List<string> steps, CancellationToken cancellation)
    {
        var token = await TokenInfo.ReadAsync(session.Ethereum, report.Job.Token, cancellation);
        var submissions = await new MarketReader(session.Node).SubmissionsAsync(report.Job.Id, cancellation);
        var head = new Markup($"[bold]job {report.Job.Id}[/] \"{Markup.Escape(report.Job.Title)}\"  {Markup.Escape(JobTimes.Status(report))}");
        var ahead = JobTimes.Ahead(report.Job).Select(phase => new Markup($"  [grey]{phase.Phase}[/] {Markup.Escape(phase.Words)}"));
        var done = steps.TakeLast(StepsShown).Select(step => new Markup($"  [green]✓[/] {Markup.Escape(step)}"));
        screen.Redraw(new Rows([head, .. ahead, JobTables.Submissions(submissions, token), .. done]));
    }

    private static async Task EndAsync(CommandContext context, MarketSession session, MarketReader market, JobView job, CancellationToken cancellation)
    {
        context.Screen.Data(job, MarketJson.Default.JobView);
        if (context.Screen.Json)
        {
            return;
        }

        var token = await TokenInfo.ReadAsync(session.Ethereum, job.Token, cancellation);
        context.Screen.Show(JobShowText.Show(job, token));
        context.Screen.Show(JobTables.Submissions(await market.SubmissionsAsync(job.Id, cancellation), token));
        if (job.End is not null)
        {
            context.Screen.Say($"Next: modelmarket claim {job.Id}; every number behind the pay: modelmarket job explain {job.Id}");
        }
    }

    private sealed record Request(ulong JobId, bool Once, TimeSpan Every);
}
