using System.CommandLine;
using ModelMarket.Cli.Market;
using ModelMarket.Cli.Presentation;
using ModelMarket.Cli.Storage;
using ModelMarket.Content;
using ModelMarket.Content.Car;
using Spectre.Console;

namespace ModelMarket.Cli.Commands;

/// <summary><c>content import file.car</c>: takes in what a CAR archive holds.</summary>
internal static class ContentImportCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create(CliHost host, GlobalOptions options)
    {
        var path = new Argument<string>("file.car") { Description = "A CAR archive, version 1" };
        var command = Verb.Of("import", "Takes in a CAR archive; every block is checked, every root is pinned.", "modelmarket content import trainer.car", host, options, async (context, cancellation) =>
        {
            var from = context.Arguments.GetRequiredValue(path);
            if (!File.Exists(from))
            {
                throw CliFault.Usage($"There is no file {from}.");
            }

            using var content = ContentCommand.Open(context);
            var roots = await context.Screen.ProgressAsync("importing", progress => Task.Run(() => Read(from, content.Folder, progress, cancellation), cancellation));
            var entries = roots.Select(root => new ContentEntryView(root.ToString(), Path.GetFileName(from), null, FileWalk.Missing(root, content.Folder).Count)).ToArray();
            context.Screen.Data(new ContentListView(entries), ContentJson.Default.ContentListView);
            foreach (var entry in entries)
            {
                context.Screen.ShowLine(Markup.Escape(entry.MissingBlocks == 0 ? entry.Cid : $"{entry.Cid}  {entry.MissingBlocks} blocks are not in the archive"));
            }

            return ExitCode.Ok;
        });
        command.Add(path);
        return command;
    }

    private static IReadOnlyList<Cid> Read(string path, BlockFolder folder, Action<double> progress, CancellationToken cancellation)
    {
        using var archive = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20);
        if (!CarReader.TryOpen(archive, HostSha256.Instance, out var reader, out var fault))
        {
            throw CliFault.Failed($"{path} is no CAR archive that is read here. {fault.Detail}");
        }

        while (reader.TryReadNext(out var block, out fault))
        {
            if (block is not { } read)
            {
                foreach (var root in reader.Header.Roots)
                {
                    folder.Pin(root, Path.GetFileName(path));
                }

                return reader.Header.Roots;
            }

            cancellation.ThrowIfCancellationRequested();
            folder.PutVerified(read.Cid, read.Data.Span);
            progress((double)archive.Position / archive.Length);
        }

        throw CliFault.Failed($"{path}: after {reader.BlockCount} good blocks: {fault.Detail}", "The good blocks are kept, nothing is pinned.");
    }
}
