using System.CommandLine;
using ModelMarket.Cli.Market;
using ModelMarket.Cli.Presentation;
using ModelMarket.Cli.Storage;
using Spectre.Console;

namespace ModelMarket.Cli.Commands;

/// <summary><c>content add path</c>: takes in a file or folder and prints its CID.</summary>
internal static class ContentAddCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create(CliHost host, GlobalOptions options)
    {
        var path = new Argument<string>("path") { Description = "File or folder" };
        var chunker = new Option<string>("--chunker") { Description = "How files are cut: size-61440 (fits one input), size-262144, rabin-262144, …", DefaultValueFactory = _ => "size-61440", HelpName = "chunker" };
        var leaves = new Option<string>("--leaves") { Description = "raw or dag-pb", DefaultValueFactory = _ => "raw", HelpName = "kind" };
        var push = new Option<bool>("--push") { Description = "Also send it to the Kubo nodes among the sources, and pin it there" };
        var only = new Option<bool>("--only-hash") { Description = "Print the CID and keep nothing" };
        var storage = ContentCommand.StorageOption();
        var command = Verb.Of("add", "Takes in a file or folder, pins it here and prints its CID.", "modelmarket content add trainer.wasm", host, options, async (context, cancellation) =>
        {
            var from = context.Arguments.GetRequiredValue(path);
            var cut = ChunkingText.Parse(context.Arguments.GetRequiredValue(chunker), context.Arguments.GetRequiredValue(leaves));
            using var content = ContentCommand.Open(context, storage);
            var total = ContentCommand.BytesBelow(from);
            IBlockTarget target = context.Arguments.GetValue(only) ? new NoBlocks() : new FolderTarget(content.Folder);
            var stored = await context.Screen.ProgressAsync("adding", progress => Task.Run(
                () => new ContentImporter(cut, HostSha256.Instance, target, bytes => Tell(bytes, total, progress, cancellation)).Import(from), cancellation));
            target.Keep(stored.Root, Path.GetFileName(Path.TrimEndingDirectorySeparator(from)));
            if (context.Arguments.GetValue(push))
            {
                await PushAsync(context.Screen, content, stored, cancellation);
            }

            context.Screen.Data(StoredView.Of(stored, from), ContentJson.Default.StoredView);
            context.Screen.ShowLine(Markup.Escape(ContentCommand.Line(stored)));
            return ExitCode.Ok;
        });
        command.Add(path);
        command.Add(chunker);
        command.Add(leaves);
        command.Add(push);
        command.Add(only);
        command.Add(storage);
        return command;
    }

    private static void Tell(long bytes, long total, Action<double> progress, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        progress(total == 0 ? 1 : (double)bytes / total);
    }

    private static async Task PushAsync(Screen screen, UserContent content, StoredFile stored, CancellationToken cancellation)
    {
        if (!content.KuboNodes.Any())
        {
            throw CliFault.Usage("--push needs a Kubo node among the sources.", "Add kubo:http://127.0.0.1:5001 to --storage or storage.toml.");
        }

        foreach (var kubo in content.KuboNodes)
        {
            await ContentCommand.AskAsync(kubo.Name, async () =>
            {
                await kubo.PushAsync(stored.Root, content.Folder, cancellation);
                return true;
            });
            screen.Done($"kept and pinned by {Markup.Escape(kubo.Name)}");
        }
    }
}
