using System.CommandLine;
using ModelMarket.Cli.Presentation;
using ModelMarket.Cli.Storage;
using Spectre.Console;

namespace ModelMarket.Cli.Commands;

/// <summary><c>content export cid</c>: content as a CAR archive.</summary>
internal static class ContentExportCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create(CliHost host, GlobalOptions options)
    {
        var cid = ContentCommand.CidArgument();
        var output = new Option<string>("--output", "-o") { Description = "The archive", HelpName = "file.car", Required = true };
        var force = new Option<bool>("--force") { Description = "Write over what is there" };
        var command = Verb.Of("export", "Writes content that is here as a CAR archive, which any IPFS tool reads.", "modelmarket content export bafybei… -o trainer.car", host, options, async (context, cancellation) =>
        {
            var root = UserContent.CidOf(context.Arguments.GetRequiredValue(cid));
            var path = context.Arguments.GetRequiredValue(output);
            if (File.Exists(path) && !context.Arguments.GetValue(force))
            {
                throw CliFault.Usage($"{path} exists.", "Name another with -o, or say --force.");
            }

            using var content = ContentCommand.Open(context);
            var bytes = await Task.Run(() => Write(content, root, path), cancellation);
            context.Screen.Data(new StoredView(root.ToString(), (ulong)bytes, null, path), ContentJson.Default.StoredView);
            context.Screen.ShowLine(Markup.Escape($"{path}  {Units.Bytes((ulong)bytes)}"));
            return ExitCode.Ok;
        });
        command.Add(cid);
        command.Add(output);
        command.Add(force);
        return command;
    }

    private static long Write(UserContent content, ModelMarket.Content.Cid root, string path)
    {
        var part = path + ".part";
        try
        {
            long bytes;
            using (var archive = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20))
            {
                CarContent.Write(root, content.Folder, archive);
                bytes = archive.Position;
            }

            File.Move(part, path, overwrite: true);
            return bytes;
        }
        finally
        {
            File.Delete(part);
        }
    }
}
