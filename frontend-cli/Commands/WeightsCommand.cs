using System.CommandLine;
using ModelMarket.Cli.Modeling;
using ModelMarket.Cli.Presentation;
using ModelMarket.Cli.Session;
using ModelMarket.Learning.Metrics;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Weights;
using Spectre.Console;

namespace ModelMarket.Cli.Commands;

/// <summary><c>weights import N file</c>: weights that other tools trained.</summary>
internal static class WeightsCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create(CliHost host, GlobalOptions options) => new("weights", "Brings in weights that other tools trained.")
    {
        Import(host, options),
    };

    private static Command Import(CliHost host, GlobalOptions options)
    {
        var number = new Argument<ulong?>("job") { Description = "Number of the job; leave out with --model", Arity = ArgumentArity.ZeroOrOne };
        var file = new Option<string>("--from") { Description = "ONNX, safetensors or NPZ", HelpName = "file", Required = true };
        var model = new Option<string?>("--model") { Description = "The job's ONNX model as a file, to work without a network; needs -o", HelpName = "file" };
        var map = new Option<string[]>("--map") { Description = "Which tensor of the file becomes which of the job's, where names do not say", HelpName = "job's=file's" };
        var output = new Option<string?>("--output", "-o") { Description = "Where to write the weights; the job's folder where missing", HelpName = "file" };
        var command = Verb.Of("import", "Maps ONNX, safetensors or NPZ weights to a job's initializers and keeps them for `submit`.", "modelmarket weights import 7 --from trained.onnx", host, options, (context, cancellation) =>
            RunAsync(
                context,
                context.Arguments.GetValue(number),
                context.Arguments.GetRequiredValue(file),
                context.Arguments.GetValue(model),
                Pairs(context.Arguments.GetValue(map) ?? []),
                context.Arguments.GetValue(output),
                cancellation));
        command.Add(number);
        command.Add(file);
        command.Add(model);
        command.Add(map);
        command.Add(output);
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, ulong? jobId, string from, string? modelPath, Dictionary<string, string> map, string? output, CancellationToken cancellation)
    {
        if (jobId is null == modelPath is null || (modelPath is not null && output is null))
        {
            throw CliFault.Usage("Name a job, or --model and -o.", "See: modelmarket weights import --help");
        }

        var tensors = WeightFile.Read(from);
        if (jobId is not { } number)
        {
            return await WriteAsync(context.Screen, LayoutOf(await File.ReadAllBytesAsync(modelPath!, cancellation)), tensors, map, output!, null, cancellation);
        }

        using var session = await SessionFactory.OpenAsync(context, cancellation);
        using var user = new UserMarket(session, KeySource.Find(context, session.ChainId), words => context.Screen.Say(Markup.Escape(words)));
        var job = await user.Reader.JobAsync(number, cancellation);
        var bench = await user.Forecaster.OpenAsync(job, cancellation);
        return await WriteAsync(context.Screen, bench.Judge.Layout, tensors, map, output ?? session.State.Weights(number, user.Account.Address), (bench, number), cancellation);
    }

    private static async Task<int> WriteAsync(
        Screen screen, ParameterLayout layout, IReadOnlyList<NamedTensor> tensors, Dictionary<string, string> map, string path, (Workbench Bench, ulong Job)? score, CancellationToken cancellation)
    {
        var (matches, left) = TensorMatcher.Match(layout, tensors, map);
        var fits = matches.All(match => match.From is not null);
        foreach (var match in matches)
        {
            screen.ShowLine(Markup.Escape(match.From is { } tensor
                ? $"  {match.Name} {match.Shape} ← {tensor.Name} {tensor.ShapeText} ({match.How})"
                : $"- {match.Name} {match.Shape}: the file has nothing that fits ({match.How})"));
        }

        foreach (var tensor in left)
        {
            screen.ShowLine(Markup.Escape($"+ {tensor.Name} {tensor.ShapeText}: the job has no use for it"));
        }

        if (!fits)
        {
            throw CliFault.Failed($"{matches.Count(match => match.From is null)} of the job's {matches.Count} tensors found nothing ({string.Join(", ", matches.Where(match => match.From is null).Select(match => $"{match.Name} {match.Shape}, {match.How}"))}); nothing was written.", "Say which is which: --map \"job's name=file's name\".");
        }

        if (matches.FirstOrDefault(match => match.Values.Any(value => !float.IsFinite(value))) is { } broken)
        {
            throw CliFault.Usage(
                $"{broken.Name} has a value that is not a finite number, at {Array.FindIndex(broken.Values, value => !float.IsFinite(value))}; nothing was written.",
                "Did the training diverge? Lower its learning rate, or save an earlier state.");
        }

        var weights = SafetensorsWriter.Write([.. layout.Parameters.Select((parameter, i) => (parameter.Name, Learning.Tensors.Tensor.From<float>(matches[i].Values, parameter.Shape)))]);
        // Scored before they are written: what the machine would refuse does not take the place of weights that it takes.
        var scored = score is var (bench, job) ? (Job: job, Before: bench.ScoreInitial(), After: bench.Score(bench.ReadWeights(weights))) : ((ulong Job, Score Before, Score After)?)null;
        await StateFolder.WriteAsync(Path.GetFullPath(path), weights, cancellation);
        screen.Data(
            new WeightsImportView(path, [.. matches.Select(match => new TensorMatchView(match.Name, match.Shape, match.From?.Name, match.From?.ShapeText, match.How))], [.. left.Select(tensor => $"{tensor.Name} {tensor.ShapeText}")]),
            ContentJson.Default.WeightsImportView);
        screen.ShowLine(Markup.Escape($"weights ({layout.WeightCount} numbers) in {path}"));
        if (scored is { } found)
        {
            screen.ShowLine($"score on the job's public rows: {Units.Score(found.Before.Value)} → {Units.Score(found.After.Value)}");
            screen.Say($"Next: modelmarket submit {found.Job} --dry-run");
        }

        return ExitCode.Ok;
    }

    private static ParameterLayout LayoutOf(byte[] model)
    {
        if (OnnxModel.TryParse(model, out var parsed, out var fault) && ParameterLayout.TryCreate(parsed!, out var layout, out fault))
        {
            return layout!;
        }

        throw CliFault.Usage($"The model cannot be read: {fault.Detail}");
    }

    private static Dictionary<string, string> Pairs(string[] pairs)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in pairs)
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || !map.TryAdd(pair[..equals], pair[(equals + 1)..]))
            {
                throw CliFault.Usage($"`{pair}` is not job's=file's, or names a tensor twice.");
            }
        }

        return map;
    }
}
