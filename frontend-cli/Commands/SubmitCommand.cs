using System.CommandLine;
using System.Globalization;
using ModelMarket.Cli.Market;
using ModelMarket.Cli.Modeling;
using ModelMarket.Cli.Presentation;
using ModelMarket.Cli.Session;
using ModelMarket.Core;
using ModelMarket.Core.Inspect;
using ModelMarket.Core.Judging;
using Spectre.Console;

namespace ModelMarket.Cli.Commands;

/// <summary><c>submit N</c>: says what weights will earn, then commits, reveals and uploads them, each in its time.</summary>
internal static class SubmitCommand
{
    private static readonly TimeSpan WaitPause = TimeSpan.FromSeconds(1);

    /// <summary>Builds the command.</summary>
    public static Command Create(CliHost host, GlobalOptions options)
    {
        var number = Verb.JobArgument();
        var weights = new Option<string?>("--weights") { Description = "Safetensors file; what `train` kept where missing", HelpName = "file" };
        var bond = new Option<string?>("--bond") { Description = "Bond in whole tokens; the least that the job asks where missing", HelpName = "amount" };
        var round = new Option<uint?>("--round") { Description = "In jobs of rounds, the round the weights are for; refused unless it is the current one, which counts where this is missing", HelpName = "number" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say the score on the public rows, and the pay or its range" };
        var resume = new Option<bool>("--resume") { Description = "Go on with what was committed: reveal and upload what is due" };
        var wait = new Option<bool>("--wait") { Description = "Stay until it is decided: reveal and upload when it is time" };
        var command = Verb.Of("submit", "Submits weights: commit (with a bond where the job asks for one), reveal, upload. Run again, it goes on where it stopped.", "modelmarket submit 7 --dry-run", host, options, (context, cancellation) =>
            RunAsync(
                context,
                new Request(
                    context.Arguments.GetRequiredValue(number),
                    context.Arguments.GetValue(weights),
                    context.Arguments.GetValue(bond),
                    context.Arguments.GetValue(round),
                    context.Arguments.GetValue(dryRun),
                    context.Arguments.GetValue(resume),
                    context.Arguments.GetValue(wait)),
                cancellation));
        command.Add(number);
        command.Add(weights);
        command.Add(bond);
        command.Add(round);
        command.Add(dryRun);
        command.Add(resume);
        command.Add(wait);
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, Request request, CancellationToken cancellation)
    {
        using var session = await SessionFactory.OpenAsync(context, cancellation);
        using var user = new UserMarket(session, KeySource.Find(context, session.ChainId), words => context.Screen.Say(Markup.Escape(words)));
        return request.Resume
            ? await ResumeAsync(context.Screen, user, request, cancellation)
            : await SubmitAsync(context.Screen, user, request, cancellation);
    }

    private static async Task<int> SubmitAsync(Screen screen, UserMarket user, Request request, CancellationToken cancellation)
    {
        var path = request.Weights ?? user.Session.State.Weights(request.JobId, user.Account.Address);
        if (!File.Exists(path))
        {
            throw CliFault.Usage($"There are no weights in {path}.", $"Make some: modelmarket train {request.JobId} mine.csv. Or name a file with --weights.");
        }

        var file = await File.ReadAllBytesAsync(path, cancellation);
        var job = await NowAsync(user, request.JobId, cancellation);
        CheckRound(job, request.Round);
        var token = await TokenInfo.ReadAsync(user.Session.Ethereum, job.Token, cancellation);
        var bench = await user.Forecaster.OpenAsync(job, cancellation);
        var forecast = await user.Forecaster.OfAsync(job, bench, file, cancellation);
        TellForecast(screen, job, token, bench, forecast);
        if (request.DryRun)
        {
            return await TellDryRunAsync(screen, user, job, file, forecast, cancellation);
        }

        if (!await user.Submitter.IsUnderWayAsync(request.JobId, file, cancellation))
        {
            CheckPhase(job, path);
            CheckWorth(job, forecast);
            await WarnOfReplacementAsync(screen, user, job, cancellation);
        }

        var bond = TellBond(screen, job, token, forecast, request.Bond);
        var submission = await user.Submitter.SubmitAsync(request.JobId, file, cancellation, bond);
        submission = request.Wait ? await WaitAsync(screen, user, submission, cancellation) : submission;
        screen.Data(SubmitView.Of(job, forecast, submission), CliJson.Default.SubmitView);
        Tell(screen, job, submission, token);
        return ExitCode.Ok;
    }

    private static async Task<int> ResumeAsync(Screen screen, UserMarket user, Request request, CancellationToken cancellation)
    {
        var job = await NowAsync(user, request.JobId, cancellation);
        var token = await TokenInfo.ReadAsync(user.Session.Ethereum, job.Token, cancellation);
        var own = await user.Submitter.ResumeAsync(request.JobId, cancellation);
        if (own.Count == 0)
        {
            throw CliFault.Rejected($"Job {request.JobId} has no commitment of yours whose salt is kept here.", $"Submit first: modelmarket submit {request.JobId}");
        }

        var last = own[^1];
        last = request.Wait ? await WaitAsync(screen, user, last, cancellation) : last;
        screen.Data(last, MarketJson.Default.SubmissionView);
        foreach (var submission in own.SkipLast(1).Append(last))
        {
            Tell(screen, job, submission, token);
        }

        return ExitCode.Ok;
    }

    private static async Task<int> TellDryRunAsync(Screen screen, UserMarket user, JobView job, byte[] file, DryRunResult forecast, CancellationToken cancellation)
    {
        if (forecast.Outcome != SubmissionOutcome.None || job.End is not null)
        {
            screen.Data(SubmitView.Of(job, forecast, null), CliJson.Default.SubmitView);
            screen.Say(job.End is { } end ? $"job {job.Id} ended at {JobText.Time(end.At)}: it takes no weights any more" : "these weights would not be sent");
            return ExitCode.Ok;
        }

        var imported = user.Content.Import(file);
        var gas = await new GasForecast(user.Session, user.Account.Address, words => screen.Warn(Markup.Escape(words)))
            .OfSubmissionAsync(job, user.Content.Blocks(imported.Root), imported.Root, imported.SizeBytes, cancellation);
        screen.Data(SubmitView.Of(job, forecast, null) with { GasLikelyWei = gas?.LikelyWei.ToString(CultureInfo.InvariantCulture), GasMostWei = gas?.MostWei.ToString(CultureInfo.InvariantCulture) }, CliJson.Default.SubmitView);
        if (gas is not null)
        {
            screen.ShowLine($"gas   {gas}: commit, reveal, upload");
        }

        foreach (var (phase, words) in JobTimes.Ahead(job))
        {
            screen.ShowLine($"when  {phase} {Markup.Escape(words)}");
        }

        screen.ShowLine($"      paid {Markup.Escape(JobTimes.EarliestPay(job))}");
        return ExitCode.Ok;
    }

    // What is known to pay nothing is not sent. In rounds that holds for the gated mean alone: the others aggregate whoever passes the gates.
    private static void CheckWorth(JobView job, DryRunResult forecast)
    {
        var decidedAlone = job.Terms?.Kind == JobNames.KindOpen || job.Terms is { Rounds: > 0, Aggregator: JobNames.AggregatorGated };
        if (forecast.Outcome != SubmissionOutcome.None || (decidedAlone && forecast.Pay.IsExact && forecast.Pay.Most == 0))
        {
            throw CliFault.Rejected(
                $"This would earn nothing: {ForecastText.Why(forecast, job).TrimEnd('.')}. Nothing was sent.",
                forecast.Outcome == SubmissionOutcome.FormatRefused ? $"What other tools trained: modelmarket weights import {job.Id} --from FILE" : $"Train other weights: modelmarket train {job.Id} mine.csv",
                (forecast.Outcome == SubmissionOutcome.None ? SubmissionOutcome.NotImproved : forecast.Outcome).ToString());
        }
    }

    // Whoever commits again gives up what was committed before.
    private static async Task WarnOfReplacementAsync(Screen screen, UserMarket user, JobView job, CancellationToken cancellation)
    {
        var round = job.Rounds?.Current ?? 0;
        var before = (await user.Reader.SubmissionsAsync(job.Id, cancellation))
            .LastOrDefault(one => one.Sender == user.Account.Address && one.Status == SubmissionStatus.Committed && one.Round == round);
        if (before is not null)
        {
            screen.Warn($"these weights take the place of those of your submission {before.Id}");
        }
    }

    // A refused message costs gas, so what is known to be refused is not sent.
    private static void CheckPhase(JobView job, string path)
    {
        var kept = $"Nothing was sent. Your weights are kept in {path}.";
        var like = $"Open jobs like this one: modelmarket job list --like {job.Id}";
        if (job.End is { } end)
        {
            throw CliFault.Rejected($"Job {job.Id} ended at {JobText.Time(end.At)}. {kept}", like, "JobEnded");
        }

        if (job.Rounds is null && job.OpenEnd <= job.Now)
        {
            throw CliFault.Rejected($"Job {job.Id} took submissions until {JobText.Time(job.OpenEnd.Value)}; it is {JobText.Time(job.Now)}. {kept}", like, "PhaseClosed");
        }

        if (job.Rounds is { } rounds && job.Phase is JobPhase.Reveal or JobPhase.Scoring or JobPhase.SealedReveal)
        {
            throw CliFault.Rejected($"Job {job.Id} takes no commitments now: round {rounds.Current} of {rounds.Total} is in {job.Phase}. {kept}", $"See when each round opens: modelmarket job show {job.Id}", "PhaseClosed");
        }

        if (job.Phase is JobPhase.Funded or JobPhase.Preparing)
        {
            throw CliFault.Rejected($"Job {job.Id} is not open yet ({job.Phase}). Nothing was sent.", $"It opens at {JobText.Time(job.OpenStart ?? 0)} at the latest: modelmarket job show {job.Id}", "PhaseClosed");
        }
    }

    // Weights start from the model of the round before: those of another round are of no use in this one.
    private static void CheckRound(JobView job, uint? wanted)
    {
        if (wanted is not { } round)
        {
            return;
        }

        if (job.Rounds is not { } rounds || job.End is not null)
        {
            throw CliFault.Usage(job.End is null ? $"Job {job.Id} has no rounds." : $"Job {job.Id} has ended: none of its rounds takes weights.", "Leave --round out.");
        }

        if (round != rounds.Current)
        {
            var now = rounds.Current == 0 ? "no round is open yet" : $"the current one is round {rounds.Current} of {rounds.Total}";
            throw CliFault.Rejected($"Job {job.Id} takes no weights for round {round} now: {now}. Nothing was sent.", $"See when each round opens: modelmarket job show {job.Id}", "RoundNotCurrent");
        }
    }

    private static UInt128? TellBond(Screen screen, JobView job, TokenInfo token, DryRunResult forecast, string? given)
    {
        var least = job.Terms?.ClientBond ?? 0;
        if (least == 0)
        {
            return given is null ? null : throw CliFault.Usage($"Job {job.Id} takes no bond.", "Leave --bond out.");
        }

        var bond = given is null ? least : token.Parse(given, "--bond");
        if (bond < least)
        {
            throw CliFault.Usage($"Job {job.Id} asks for a bond of {token.Text(least)} at least.", "Leave --bond out for the least.");
        }

        if (forecast.Estimate is { Most: var estimate } && estimate == 0)
        {
            screen.Warn("if the hidden rows score as the public ones do, these weights earn nothing");
        }

        screen.Warn(Markup.Escape($"a bond of {token.Text(bond)} goes with the commitment. It comes back when the job ends; half of it is burned if you do not reveal and upload in time or the file cannot be read, all of it for an exact copy of something that was public"));
        return bond;
    }

    private static void TellForecast(Screen screen, JobView job, TokenInfo token, Workbench bench, DryRunResult forecast)
    {
        screen.ShowLine($"score {JobText.Score(forecast.Score)}{(job.Seal is null ? string.Empty : $" on the {bench.Data.RowCount} public rows")}");
        screen.ShowLine($"pay   {Markup.Escape(ForecastText.Pay(forecast, token))} ({Markup.Escape(ForecastText.Why(forecast, job))})");
        if (ForecastText.Guess(forecast, token) is { } guess)
        {
            screen.ShowLine($"      {Markup.Escape(guess)}");
        }

        foreach (var line in Leaving.Of(bench))
        {
            screen.Say(line);
        }
    }

    private static async Task<SubmissionView> WaitAsync(Screen screen, UserMarket user, SubmissionView submission, CancellationToken cancellation)
    {
        var told = string.Empty;
        while (submission.Status != SubmissionStatus.Decided)
        {
            var report = await user.Errands.RunAsync(submission.JobId, cancellation);
            var words = JobTimes.Status(report);
            if (words != told)
            {
                screen.Say(Markup.Escape(words));
                told = words;
            }

            var all = await user.Reader.SubmissionsAsync(submission.JobId, cancellation);
            submission = all.FirstOrDefault(one => one.Id == submission.Id) ?? throw CliFault.Failed($"The machine no longer has submission {submission.Id}.", $"See: modelmarket job show {submission.JobId}");
            if (submission.Status != SubmissionStatus.Decided)
            {
                await Task.Delay(WaitPause, cancellation);
            }
        }

        return submission;
    }

    private static void Tell(Screen screen, JobView job, SubmissionView submission, TokenInfo token)
    {
        if (submission.Decision is { } decision)
        {
            screen.ShowLine($"submission {submission.Id}: {decision.Outcome}, score {JobText.Score(decision.Score)}, pay {Markup.Escape(token.Text(decision.Pay))}{(submission.BondBurned == 0 ? string.Empty : $", {Markup.Escape(token.Text(submission.BondBurned))} of the bond burned")}");
            if (decision.Outcome == SubmissionOutcome.Paid)
            {
                screen.Say($"Next: modelmarket claim {submission.JobId} (after the claim of this epoch)");
            }

            return;
        }

        if (submission.Status == SubmissionStatus.Committed)
        {
            screen.ShowLine($"submission {submission.Id}: committed");
            screen.Say($"Next: reveal from {JobText.Time(job.Terms is { Kind: not JobNames.KindOpen } terms ? submission.RevealBy - terms.RevealSeconds : job.Now)}, before {JobText.Time(submission.RevealBy)}: modelmarket submit {submission.JobId} --resume, or keep `modelmarket job watch {submission.JobId}` running");
            return;
        }

        screen.ShowLine(job.Terms?.Kind == JobNames.KindOpen
            ? $"submission {submission.Id}: {submission.Status}; decided when every earlier one is"
            : $"submission {submission.Id}: {submission.Status}; all {(job.Rounds is null ? "are decided together once the sponsor has revealed the hidden rows" : $"of round {submission.Round} are decided together when its uploads are in")}");
    }

    private static async Task<JobView> NowAsync(UserMarket user, ulong jobId, CancellationToken cancellation) =>
        await user.Reader.JobAsync(jobId, (await user.Session.HeadAsync(cancellation)).Timestamp, cancellation);

    private sealed record Request(ulong JobId, string? Weights, string? Bond, uint? Round, bool DryRun, bool Resume, bool Wait);
}
