using System.CommandLine;
using ModelMarket.Cli.Presentation;
using ModelMarket.Cli.Session;
using ModelMarket.Core.Inspect;
using Spectre.Console;

namespace ModelMarket.Cli.Commands;

/// <summary><c>job model N</c>: brings the initial model or the best weights home.</summary>
internal static class JobModelCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create(CliHost host, GlobalOptions options)
    {
        var number = Verb.JobArgument();
        var output = new Option<string>("--output", "-o") { Description = "Where to write it", HelpName = "file", Required = true };
        var initial = new Option<bool>("--initial") { Description = "The initial ONNX model instead of the best weights" };
        var command = Verb.Of("model", "Writes a job's best weights (safetensors), or its initial model (ONNX).", "modelmarket job model 7 -o best.safetensors", host, options, async (context, cancellation) =>
        {
            using var session = await SessionFactory.OpenAsync(context, cancellation);
            var reader = new Market.MarketReader(session.Node);
            var blocks = new Storage.BlockFolder(session.State.Blocks, Market.HostSha256.Instance);
            var library = new Market.ContentLibrary(blocks, blocks, reader, new Market.BlockArchive(session));
            var job = await reader.JobAsync(context.Arguments.GetRequiredValue(number), cancellation);
            var content = context.Arguments.GetValue(initial) ? job.Model : await BestAsync(reader, job, cancellation);
            if (content is null)
            {
                throw CliFault.Rejected($"Job {job.Id} has no such file.", $"See: modelmarket job leaderboard {job.Id}");
            }

            var bytes = await library.FetchAsync(content, cancellation);
            var path = context.Arguments.GetRequiredValue(output);
            await File.WriteAllBytesAsync(path, bytes, cancellation);
            context.Screen.Data(content, MarketJson.Default.ContentView);
            context.Screen.ShowLine($"{Units.Bytes((ulong)bytes.Length)} of {content.Cid} in {Markup.Escape(path)}");
            return ExitCode.Ok;
        });
        command.Add(number);
        command.Add(output);
        command.Add(initial);
        return command;
    }

    private static async Task<ContentView?> BestAsync(Market.MarketReader reader, JobView job, CancellationToken cancellation)
    {
        var submissions = await reader.SubmissionsAsync(job.Id, cancellation);
        return submissions.FirstOrDefault(submission => submission.Id == job.BestSubmissionId)?.Weights;
    }
}
