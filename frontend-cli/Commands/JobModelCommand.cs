using System.CommandLine;
using ModelMarket.Cli.Modeling;
using ModelMarket.Cli.Presentation;
using ModelMarket.Cli.Session;
using ModelMarket.Core.Inspect;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Weights;
using Spectre.Console;

namespace ModelMarket.Cli.Commands;

/// <summary><c>job model N</c>: brings the initial model or the best weights home.</summary>
internal static class JobModelCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create(CliHost host, GlobalOptions options)
    {
        var jobNumber = Verb.JobArgument();
        var output = new Option<string>("--output", "-o") { Description = "Where to write it", HelpName = "file", Required = true };
        var initial = new Option<bool>("--initial") { Description = "The initial ONNX model instead of the best weights" };
        var round = new Option<uint?>("--round") { Description = "The global model that this round made, of a job in rounds", HelpName = "n" };
        var command = Verb.Of("model", "Writes a job's best weights or the global model of a round (safetensors; as a whole model where the file ends in .onnx), or its initial model (ONNX).", "modelmarket job model 7 -o best.onnx", host, options, async (context, cancellation) =>
        {
            using var session = await SessionFactory.OpenAsync(context, cancellation);
            var reader = new Market.MarketReader(session.Node);
            var blocks = new Storage.BlockFolder(session.State.Blocks, Market.HostSha256.Instance);
            var library = new Market.ContentLibrary(blocks, blocks, reader, new Market.BlockArchive(session));
            var job = await reader.JobAsync(context.Arguments.GetRequiredValue(jobNumber), cancellation);
            var content = context.Arguments.GetValue(initial)
                ? job.Model
                : context.Arguments.GetValue(round) is { } number ? await RoundAsync(reader, job, number, cancellation) : await BestAsync(reader, job, cancellation);
            if (content is null)
            {
                throw context.Arguments.GetValue(round) is { } none
                    ? CliFault.Rejected($"Round {none} of job {job.Id} made no global model.", $"What each round made: modelmarket job show {job.Id}")
                    : CliFault.Rejected($"Nobody has made job {job.Id}'s model better yet.", $"The one it starts from: modelmarket job model {job.Id} --initial -o model.onnx");
            }

            var bytes = await library.FetchAsync(content, cancellation);
            var path = context.Arguments.GetRequiredValue(output);
            if (!context.Arguments.GetValue(initial) && Path.GetExtension(path).Equals(".onnx", StringComparison.OrdinalIgnoreCase))
            {
                bytes = Whole(job, await library.FetchAsync(job.Model!, cancellation), bytes);
            }

            await File.WriteAllBytesAsync(path, bytes, cancellation);
            context.Screen.Data(content, MarketJson.Default.ContentView);
            context.Screen.ShowLine($"{Units.Bytes((ulong)bytes.Length)} of {content.Cid} in {Markup.Escape(path)}");
            return ExitCode.Ok;
        });
        command.Add(jobNumber);
        command.Add(round);
        command.Add(output);
        command.Add(initial);
        return command;
    }

    /// <summary>The initial model with other weights.</summary>
    private static byte[] Whole(JobView job, byte[] model, byte[] weights)
    {
        if (!OnnxModel.TryParse(model, out var parsed, out var fault)
            || !ParameterLayout.TryCreate(parsed!, out var layout, out fault)
            || !WeightSet.TryDecode(weights, layout!, out var set, out fault))
        {
            throw CliFault.Failed($"The weights of job {job.Id} do not go into its model: {fault.Detail}", $"modelmarket job model {job.Id} -o best.safetensors writes them as they are.");
        }

        return OnnxPatch.TryApply(model, set!)
            ?? throw CliFault.Failed($"The model of job {job.Id} keeps its numbers in a way that cannot be written over.", $"modelmarket job model {job.Id} -o best.safetensors writes the weights alone.");
    }

    private static async Task<ContentView?> RoundAsync(Market.MarketReader reader, JobView job, uint round, CancellationToken cancellation)
    {
        var rounds = job.Rounds is null ? [] : await reader.RoundsAsync(job.Id, cancellation);
        return rounds.FirstOrDefault(one => one.Round == round) is { Global: { } global } ? new ContentView(global.Cid, global.SizeBytes, true) : null;
    }

    private static async Task<ContentView?> BestAsync(Market.MarketReader reader, JobView job, CancellationToken cancellation)
    {
        if (job.Rounds?.Global is { } global)
        {
            return new ContentView(global.Cid, global.SizeBytes, true);
        }

        var submissions = await reader.SubmissionsAsync(job.Id, cancellation);
        return submissions.FirstOrDefault(submission => submission.Id == job.BestSubmissionId)?.Weights;
    }
}
