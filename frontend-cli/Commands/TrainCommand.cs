using System.CommandLine;
using ModelMarket.Cli.Data;
using ModelMarket.Cli.Modeling;
using ModelMarket.Cli.Presentation;
using ModelMarket.Cli.Session;
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
        var rows = new Argument<string>("rows") { Description = "Your rows: CSV or safetensors. They never leave this machine" };
        var label = new Option<string?>("--label") { Description = "Column of the label in a CSV; the last where missing", HelpName = "name" };
        var trainer = new Option<string?>("--trainer") { Description = "How to train, such as builtin:adam,lr=0.05,epochs=200,batch=16; the job's way where missing" };
        var output = new Option<string?>("--output", "-o") { Description = "Where to write the weights; the job's folder where missing", HelpName = "file" };
        var command = Verb.Of("train", "Trains a job's model on your rows and keeps the weights for `submit`.", "modelmarket train 7 mine.csv", host, options, (context, cancellation) =>
            RunAsync(context, new Request(context.Arguments.GetRequiredValue(number), context.Arguments.GetRequiredValue(rows), context.Arguments.GetValue(label), context.Arguments.GetValue(trainer), context.Arguments.GetValue(output)), cancellation));
        command.Add(number);
        command.Add(rows);
        command.Add(label);
        command.Add(trainer);
        command.Add(output);
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, Request request, CancellationToken cancellation)
    {
        var own = DataFile.Load(request.Rows, request.Label).DataSet;
        using var session = await SessionFactory.OpenAsync(context, cancellation);
        using var user = new UserMarket(session, KeySource.Find(context, session.ChainId), words => context.Screen.Say(Markup.Escape(words)));
        var job = await user.Reader.JobAsync(request.JobId, cancellation);
        var bench = await user.Forecaster.OpenAsync(job, cancellation);
        var way = request.Trainer ?? (job.Terms!.Trainer.Length > 0 ? job.Terms.Trainer : DefaultTrainer);
        var options = Workbench.ReadTrainer(way);
        context.Screen.Say($"job {job.Id} \"{Markup.Escape(job.Title)}\": training on {own.RowCount} rows, {Markup.Escape(way)}");
        var result = await context.Screen.ProgressAsync("training", progress => Task.Run(() => bench.Train(own, options, progress, cancellation), cancellation));
        var path = request.Output ?? session.State.Weights(job.Id, user.Account.Address);
        await StateFolder.WriteAsync(path, result.Weights.Encode(WeightEncoding.F32), cancellation);
        var before = bench.ScoreInitial();
        var after = bench.Score(result.Weights);
        var view = new TrainView(job.Id, own.RowCount, bench.Parameters, JobText.Metric(job.Terms!.Metric), before.Value, after.Value, path);
        context.Screen.Data(view, CliJson.Default.TrainView);
        context.Screen.ShowLine($"{view.Metric} on the job's public rows: {Units.Score(before.Value)} → {Units.Score(after.Value)}");
        context.Screen.ShowLine($"weights ({view.Parameters} numbers) in {Markup.Escape(path)}");
        context.Screen.Say($"Next: modelmarket submit {job.Id} --dry-run");
        return ExitCode.Ok;
    }

    private const string DefaultTrainer = "builtin:adam,lr=0.01,epochs=100,batch=32";

    private sealed record Request(ulong JobId, string Rows, string? Label, string? Trainer, string? Output);
}
