using System.CommandLine;
using ModelMarket.Cli.Presentation;
using ModelMarket.Cli.Storage;
using Spectre.Console;

namespace ModelMarket.Cli.Commands;

/// <summary><c>content get cid</c>: fetches a file or folder from wherever it is.</summary>
internal static class ContentGetCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create(CliHost host, GlobalOptions options)
    {
        var cid = ContentCommand.CidArgument();
        var output = new Option<string?>("--output", "-o") { Description = "Where to write it; a file or folder named by the CID where missing", HelpName = "path" };
        var force = new Option<bool>("--force") { Description = "Write over what is there" };
        var limit = new Option<ulong>("--max-bytes") { Description = "Fetch no more than this", DefaultValueFactory = _ => StorageLimits.FetchBytesMaxDefault };
        var storage = ContentCommand.StorageOption();
        var command = Verb.Of("get", "Fetches a file or folder; every block is checked. Run again, it goes on where it stopped.", "modelmarket content get bafybei… -o trainer.wasm", host, options, async (context, cancellation) =>
        {
            var root = UserContent.CidOf(context.Arguments.GetRequiredValue(cid));
            var path = context.Arguments.GetValue(output) ?? root.ToString();
            using var content = ContentCommand.Open(context, storage);
            var bytes = await content.FetchAsync(root, context.Arguments.GetValue(limit), cancellation);
            await Task.Run(() => new ContentWriter(content.Folder, context.Arguments.GetValue(force)).Write(root, path), cancellation);
            context.Screen.Data(new StoredView(root.ToString(), bytes, null, path), ContentJson.Default.StoredView);
            context.Screen.ShowLine(Markup.Escape($"{path}  {Units.Bytes(bytes)}"));
            return ExitCode.Ok;
        });
        command.Add(cid);
        command.Add(output);
        command.Add(force);
        command.Add(limit);
        command.Add(storage);
        return command;
    }
}
