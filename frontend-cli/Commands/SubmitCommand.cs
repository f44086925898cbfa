using System.CommandLine;
using ModelMarket.Cli.Market;
using ModelMarket.Cli.Presentation;
using ModelMarket.Cli.Session;
using ModelMarket.Core;
using ModelMarket.Core.Inspect;
using Spectre.Console;

namespace ModelMarket.Cli.Commands;

/// <summary><c>submit N</c>: says what weights will earn, then commits, reveals and uploads them.</summary>
internal static class SubmitCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create(CliHost host, GlobalOptions options)
    {
        var number = Verb.JobArgument();
        var weights = new Option<string?>("--weights") { Description = "Safetensors file; what `train` kept where missing", HelpName = "file" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say the exact score, and the exact pay or its range" };
        var command = Verb.Of("submit", "Submits weights: commit, reveal, upload. Run again, it goes on where it stopped.", "modelmarket submit 7 --dry-run", host, options, (context, cancellation) =>
            RunAsync(context, context.Arguments.GetRequiredValue(number), context.Arguments.GetValue(weights), context.Arguments.GetValue(dryRun), cancellation));
        command.Add(number);
        command.Add(weights);
        command.Add(dryRun);
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, ulong jobId, string? weightsPath, bool dryRun, CancellationToken cancellation)
    {
        using var session = await SessionFactory.OpenAsync(context, cancellation);
        using var user = new UserMarket(session, KeySource.Find(context, session.ChainId), words => context.Screen.Say(Markup.Escape(words)));
        var path = weightsPath ?? session.State.Weights(jobId, user.Account.Address);
        if (!File.Exists(path))
        {
            throw CliFault.Usage($"There are no weights in {path}.", $"Make some: modelmarket train {jobId} mine.csv. Or name a file with --weights.");
        }

        var file = await File.ReadAllBytesAsync(path, cancellation);
        var job = await user.Reader.JobAsync(jobId, cancellation);
        var token = await TokenInfo.ReadAsync(session.Ethereum, job.Token, cancellation);
        var bench = await user.Forecaster.OpenAsync(job, cancellation);
        var forecast = await user.Forecaster.OfAsync(job, bench, file, cancellation);
        context.Screen.ShowLine($"score {JobText.Score(forecast.Score)}");
        context.Screen.ShowLine($"pay   {Markup.Escape(ForecastText.Pay(forecast, token))} ({Markup.Escape(ForecastText.Why(forecast, job))})");
        context.Screen.Say($"leaves this machine: {bench.Parameters} numbers, public for ever once revealed; no row does");
        if (dryRun)
        {
            context.Screen.Data(SubmitView.Of(job, forecast, null), CliJson.Default.SubmitView);
            return ExitCode.Ok;
        }

        if (forecast.Outcome != SubmissionOutcome.None && !await user.Submitter.IsUnderWayAsync(jobId, file, cancellation))
        {
            throw CliFault.Rejected($"This would earn nothing: {ForecastText.Why(forecast, job)}. Nothing was sent.", $"Train other weights: modelmarket train {jobId} mine.csv", forecast.Outcome.ToString());
        }

        var submission = await user.Submitter.SubmitAsync(jobId, file, cancellation);
        context.Screen.Data(SubmitView.Of(job, forecast, submission), CliJson.Default.SubmitView);
        Tell(context.Screen, submission, token);
        return ExitCode.Ok;
    }

    private static void Tell(Screen screen, SubmissionView submission, TokenInfo token)
    {
        if (submission.Decision is not { } decision)
        {
            screen.ShowLine($"submission {submission.Id}: {submission.Status}; decided when every earlier one is");
            return;
        }

        screen.ShowLine($"submission {submission.Id}: {decision.Outcome}, score {JobText.Score(decision.Score)}, pay {Markup.Escape(token.Text(decision.Pay))}");
        if (decision.Outcome == SubmissionOutcome.Paid)
        {
            screen.Say($"Next: modelmarket claim {submission.JobId} (after the claim of this epoch)");
        }
    }
}
