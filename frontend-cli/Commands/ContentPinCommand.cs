using System.CommandLine;
using ModelMarket.Cli.Presentation;
using ModelMarket.Cli.Storage;
using ModelMarket.Content;
using Spectre.Console;

namespace ModelMarket.Cli.Commands;

/// <summary><c>content pin cid</c>: keeps content here, or has a pinning service keep it.</summary>
internal static class ContentPinCommand
{
    private static readonly TimeSpan PollEvery = TimeSpan.FromSeconds(1);

    /// <summary>Builds the command.</summary>
    public static Command Create(CliHost host, GlobalOptions options)
    {
        var cid = ContentCommand.CidArgument();
        var label = new Option<string?>("--label") { Description = "A name for people" };
        var service = new Option<bool>("--service") { Description = "At the pinning service of storage.toml, the way to Filecoin-backed storage" };
        var status = new Option<bool>("--status") { Description = "Only say how the service's request is doing" };
        var wait = new Option<bool>("--wait") { Description = "Wait until the service has it" };
        var remove = new Option<bool>("--remove") { Description = "Take the pin away; blocks that nothing else needs are deleted" };
        var command = Verb.Of("pin", "Keeps content here, or has a pinning service keep it.", "modelmarket content pin bafybei… --service --wait", host, options, async (context, cancellation) =>
        {
            var root = UserContent.CidOf(context.Arguments.GetRequiredValue(cid));
            var name = context.Arguments.GetValue(label);
            using var content = ContentCommand.Open(context);
            var atService = context.Arguments.GetValue(service) || context.Arguments.GetValue(status) || context.Arguments.GetValue(wait);
            if (!atService)
            {
                Here(context.Screen, content.Folder, root, name ?? "", context.Arguments.GetValue(remove));
                return ExitCode.Ok;
            }

            using var remote = content.Settings.Service();
            return await ContentCommand.AskAsync(remote.Name, () => context.Arguments.GetValue(remove)
                ? RemoveAsync(context.Screen, remote, root, cancellation)
                : AskAsync(context.Screen, remote, root, name, context.Arguments.GetValue(status), context.Arguments.GetValue(wait), cancellation));
        });
        command.Add(cid);
        command.Add(label);
        command.Add(service);
        command.Add(status);
        command.Add(wait);
        command.Add(remove);
        return command;
    }

    private static void Here(Screen screen, BlockFolder folder, Cid root, string label, bool remove)
    {
        var missing = remove ? 0 : FileWalk.Missing(root, folder).Count;
        if (missing > 0)
        {
            throw CliFault.Failed($"{missing} block{(missing == 1 ? " of it is" : "s of it are")} not here, so {root} was not pinned.", $"Fetch it first: modelmarket content get {root}");
        }

        if (!remove)
        {
            folder.Pin(root, label);
            Tell(screen, new PinView(root.ToString(), "here", "pinned", null));
            return;
        }

        if (!folder.Unpin(root))
        {
            throw CliFault.Failed($"{root} is not pinned here.", "See: modelmarket content ls");
        }

        var (count, bytes) = folder.CollectGarbage();
        Tell(screen, new PinView(root.ToString(), "here", $"unpinned; {count} blocks, {Units.Bytes((ulong)bytes)} deleted", null));
    }

    private static async Task<int> AskAsync(Screen screen, PinningService service, Cid root, string? label, bool statusOnly, bool wait, CancellationToken cancellation)
    {
        var pin = statusOnly ? await service.FindAsync(root, cancellation) is [var first, ..] ? first : null : await service.PinAsync(root, label, null, cancellation);
        if (pin is null)
        {
            throw CliFault.Failed($"{service.Name} was never asked to keep {root}.", $"Ask: modelmarket content pin {root} --service");
        }

        while (wait && pin.Status is "queued" or "pinning")
        {
            await Task.Delay(PollEvery, cancellation);
            pin = await service.StatusAsync(pin.RequestId, cancellation);
        }

        Tell(screen, new PinView(root.ToString(), service.Name, pin.Status, pin.Info));
        return pin.Status == "failed" ? ExitCode.Failed : ExitCode.Ok;
    }

    private static async Task<int> RemoveAsync(Screen screen, PinningService service, Cid root, CancellationToken cancellation)
    {
        var pins = await service.FindAsync(root, cancellation);
        foreach (var pin in pins)
        {
            await service.UnpinAsync(pin.RequestId, cancellation);
        }

        Tell(screen, new PinView(root.ToString(), service.Name, pins.Count == 0 ? "was not pinned" : "unpinned", null));
        return ExitCode.Ok;
    }

    private static void Tell(Screen screen, PinView view)
    {
        screen.Data(view, ContentJson.Default.PinView);
        screen.ShowLine(Markup.Escape($"{view.Cid}  {view.Where}: {view.Status}"));
        foreach (var (key, value) in view.Info ?? new Dictionary<string, string>())
        {
            screen.ShowLine(Markup.Escape($"  {key}: {value}"));
        }
    }
}
