using System.CommandLine;
using ModelMarket.Cli.Presentation;
using ModelMarket.Cli.Storage;
using ModelMarket.Content;
using Spectre.Console;

namespace ModelMarket.Cli.Commands;

/// <summary><c>content ls [cid]</c>: what is kept here, or what a folder holds.</summary>
internal static class ContentListCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create(CliHost host, GlobalOptions options)
    {
        var cid = new Argument<string?>("cid") { Description = "A folder or file that is here; all that is pinned where missing", Arity = ArgumentArity.ZeroOrOne };
        var command = Verb.Of("ls", "Lists what is pinned here, or the parts of a file or folder.", "modelmarket content ls", host, options, (context, _) =>
        {
            using var content = ContentCommand.Open(context);
            var entries = context.Arguments.GetValue(cid) is { } text ? Below(content.Folder, UserContent.CidOf(text)) : Pinned(content.Folder);
            context.Screen.Data(new ContentListView(entries), ContentJson.Default.ContentListView);
            foreach (var entry in entries)
            {
                context.Screen.ShowLine(Markup.Escape($"{entry.Cid}  {Size(entry),12}  {entry.Name}".TrimEnd()));
            }

            return Task.FromResult(ExitCode.Ok);
        });
        command.Add(cid);
        return command;
    }

    private static string Size(ContentEntryView entry) => entry.MissingBlocks > 0 ? $"{entry.MissingBlocks} missing"
        : entry.SizeBytes is { } bytes ? Units.Bytes(bytes) : "";

    private static ContentEntryView[] Pinned(BlockFolder folder) =>
        [.. folder.Pins().Select(pin => new ContentEntryView(pin.Root.ToString(), pin.Label, SizeOf(folder, pin.Root), FileWalk.Missing(pin.Root, folder).Count))];

    private static ContentEntryView[] Below(BlockFolder folder, Cid root)
    {
        if (!folder.TryGet(root, out var block))
        {
            throw CliFault.Failed($"Block {root} is not here.", $"Fetch it: modelmarket content get {root}");
        }

        return ContentNode.TryParse(root, block, out var node, out var fault)
            ? [.. node.Links.Select(link => new ContentEntryView(link.Cid.ToString(), link.Name, link.SizeBytes, folder.Contains(link.Cid) ? 0 : 1))]
            : throw CliFault.Failed($"Block {root} is neither file nor folder. {fault.Detail}");
    }

    private static ulong? SizeOf(BlockFolder folder, Cid root) =>
        folder.TryGet(root, out var block) && ContentNode.TryParse(root, block, out var node, out _)
            ? node.File?.SizeBytes ?? ContentNode.TreeSize(root, block)
            : null;
}
