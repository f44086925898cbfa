using System.CommandLine;
using System.Globalization;
using ModelMarket.Cli.Data;
using ModelMarket.Cli.Market;
using ModelMarket.Cli.Modeling;
using ModelMarket.Cli.Presentation;
using ModelMarket.Cli.Session;
using ModelMarket.Cli.Training;
using ModelMarket.Core.Inspect;
using ModelMarket.Learning.Weights;
using Spectre.Console;

namespace ModelMarket.Cli.Commands;

/// <summary><c>train N rows</c>: trains on rows that stay on this machine.</summary>
internal static class TrainCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create(CliHost host, GlobalOptions options)
    {
        var number = Verb.JobArgument();
        var rows = new Argument<string>("rows") { Description = "Your rows: CSV, ARFF, IDX, NPY, NPZ, Parquet or safetensors. They never leave this machine" };
        var label = new Option<string?>("--label") { Description = "Column of the label; the schema's, or the last, where missing", HelpName = "name" };
        var trainer = new Option<string?>("--trainer") { Description = "How to train, such as builtin:adam,lr=0.05,epochs=200,batch=16; the job's way where missing" };
        var epsilon = new Option<double?>("--dp") { Description = "Train with differential privacy, spending at most this ε", HelpName = "ε" };
        var delta = new Option<double>("--delta") { Description = "δ of the privacy", DefaultValueFactory = _ => PrivacyPlan.DeltaDefault };
        var clip = new Option<double>("--clip") { Description = "Norm that every row's gradient is scaled down to under --dp", DefaultValueFactory = _ => 1 };
        var selfTest = new Option<bool?>("--self-test") { Description = "Keep a fifth of the rows out and say how well three attacks tell which rows were trained on; under --dp unless false", HelpName = "true|false" };
        var output = new Option<string?>("--output", "-o") { Description = "Where to write the weights; the job's folder where missing", HelpName = "file" };
        var storage = ContentCommand.StorageOption();
        var command = Verb.Of("train", "Trains a job's model on your rows and keeps the weights for `submit`.", "modelmarket train 7 mine.csv --dp 3", host, options, (context, cancellation) =>
        {
            var arguments = context.Arguments;
            var request = new TrainRequest(
                arguments.GetRequiredValue(number), arguments.GetRequiredValue(rows), arguments.GetValue(label), arguments.GetValue(trainer), arguments.GetValue(epsilon),
                arguments.GetValue(delta), arguments.GetValue(clip), arguments.GetValue(selfTest) ?? arguments.GetValue(epsilon) is not null, arguments.GetValue(output));
            return RunAsync(context, request, storage, cancellation);
        });
        command.Add(number);
        command.Add(rows);
        command.Add(label);
        command.Add(trainer);
        command.Add(epsilon);
        command.Add(delta);
        command.Add(clip);
        command.Add(selfTest);
        command.Add(output);
        command.Add(storage);
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, TrainRequest request, Option<string?> storage, CancellationToken cancellation)
    {
        if (!File.Exists(request.Rows))
        {
            throw CliFault.Usage($"There is no file {request.Rows}.");
        }

        using var session = await SessionFactory.OpenAsync(context, cancellation);
        using var user = new UserMarket(session, KeySource.Find(context, session.ChainId), words => context.Screen.Say(Markup.Escape(words)));
        using var content = ContentCommand.Open(context, storage);
        var job = await user.Reader.JobAsync(request.JobId, cancellation);
        if (job.End is { } end)
        {
            context.Screen.Warn(Markup.Escape($"job {job.Id} ended at {JobText.Time(end.At)}: it takes no weights any more"));
        }

        var bench = await user.Forecaster.OpenAsync(job, cancellation);
        var attachments = new JobAttachments(content);
        var own = DataFile.Load(request.Rows, request.Label, await attachments.SchemaAsync(job, cancellation)).DataSet;
        var choice = TrainerChoice.Of(job.Terms!, request.Trainer);
        context.Screen.Say(Markup.Escape($"job {job.Id} \"{job.Title}\": training on {own.RowCount} rows, {choice.Text}"));
        var path = request.Output ?? session.State.Weights(job.Id, user.Account.Address);
        var run = new TrainingRun(
            context.Screen, bench, request, choice, weights => StateFolder.WriteAsync(Path.GetFullPath(path), weights.Encode(WeightEncoding.F32), cancellation));
        var outcome = choice.Kind switch
        {
            TrainerKind.Builtin => await run.BuiltinAsync(own, cancellation),
            TrainerKind.Wasm => await run.WasmAsync(own, job, await user.Content.FetchAsync(job.Model!, cancellation), (await attachments.TrainerAsync(job, cancellation))!, cancellation),
            _ => throw CliFault.Usage($"Job {job.Id} leaves the training to you.", $"Train with your own tools, then: modelmarket weights import {job.Id} --from trained.onnx. Or: --trainer {TrainerChoice.Default}"),
        };
        Tell(context.Screen, job, bench, own.RowCount, outcome, path, request.Output is null ? "" : $"--weights {Markup.Escape(request.Output)} ");
        return ExitCode.Ok;
    }

    private static void Tell(Screen screen, JobView job, Workbench bench, int rows, TrainingOutcome outcome, string path, string weights)
    {
        var (before, after) = (bench.ScoreInitial(), bench.Score(outcome.Weights));
        var view = new TrainView(job.Id, rows, bench.Parameters, JobText.Metric(job.Terms!.Metric), before.Value, after.Value, path)
        {
            Trainer = outcome.Trainer,
            Epsilon = outcome.Epsilon,
            Delta = outcome.Delta,
            Attack = AttackView.Of(outcome.Attack),
            AttackWithoutDp = AttackView.Of(outcome.AttackWithoutDp),
        };
        screen.Data(view, CliJson.Default.TrainView);
        if (view.Epsilon is { } epsilon)
        {
            screen.ShowLine(string.Create(CultureInfo.InvariantCulture, $"privacy: ε = {epsilon:F3} spent at δ = {view.Delta:0.##e-0}: {AttackText.Promise(epsilon, view.Delta ?? 0)}"));
            screen.Say("  that is for these weights alone: every other set of weights that you publish of the same rows spends its own ε on top");
        }

        foreach (var line in view.Attack is { } attack ? AttackText.Lines(attack, view.AttackWithoutDp) : [])
        {
            screen.ShowLine(Markup.Escape(line));
        }

        screen.ShowLine($"{view.Metric} on the job's public rows: {Units.Score(before.Value)} → {Units.Score(after.Value)}");
        screen.ShowLine($"weights ({view.Parameters} numbers) in {Markup.Escape(path)}");
        if (view is { Epsilon: null, Attack: { } plain } && AttackText.Advice(plain, job.Id) is { } advice)
        {
            screen.Warn(advice);
        }

        if (bench.HigherIsBetter ? after.Value < before.Value : after.Value > before.Value)
        {
            screen.Warn($"these weights are worse than those they started from: on the public rows they would earn nothing. Are your rows as the model wants them (`modelmarket data check --job {job.Id}`)? Another way to train: --trainer {TrainerChoice.Default}");
        }

        screen.Say($"Next: modelmarket submit {job.Id} {weights}--dry-run");
    }
}
