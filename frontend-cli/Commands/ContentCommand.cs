using System.CommandLine;
using ModelMarket.Cli.Presentation;
using ModelMarket.Cli.Storage;

namespace ModelMarket.Cli.Commands;

/// <summary><c>content …</c>: files and folders by CID, wherever they lie.</summary>
internal static class ContentCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create(CliHost host, GlobalOptions options) => new("content", "Keeps, fetches and serves files and folders by CID.")
    {
        ContentAddCommand.Create(host, options),
        ContentGetCommand.Create(host, options),
        ContentListCommand.Create(host, options),
        ContentPinCommand.Create(host, options),
        ContentServeCommand.Create(host, options),
        ContentExportCommand.Create(host, options),
        ContentImportCommand.Create(host, options),
    };

    /// <summary>The CID argument.</summary>
    public static Argument<string> CidArgument() => new("cid") { Description = "CID of a file or folder" };

    /// <summary>The option that names sources.</summary>
    public static Option<string?> StorageOption() => new("--storage")
    {
        Description = "Sources in order of preference, such as kubo:http://127.0.0.1:5001,gateway:https://…,folder:/path [MODELMARKET_STORAGE, or `sources` in storage.toml]",
        HelpName = "sources",
    };

    /// <summary>Opens the user's content.</summary>
    public static UserContent Open(CommandContext context, Option<string?>? storage = null) =>
        new(context.Host, context.Screen, StorageSettings.Load(context.Host, storage is null ? null : context.Arguments.GetValue(storage)));

    /// <summary>Runs work against a storage service and says what went wrong there.</summary>
    public static async Task<T> AskAsync<T>(string name, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (RemoteFault fault)
        {
            throw CliFault.Unreachable($"{name} {fault.Message}.", fault.IsUnknownCaller
                ? $"Is the access token right? See `pinning-token-file` in storage.toml, or {StorageSettings.TokenVariable}."
                : "Is the address right? See `sources` and `pinning` in storage.toml, or --storage.");
        }
    }

    /// <summary>Adds up files below a path.</summary>
    public static long BytesBelow(string path) => File.Exists(path) ? new FileInfo(path).Length
        : Directory.Exists(path) ? new DirectoryInfo(path).EnumerateFiles("*", SearchOption.AllDirectories).Where(file => file.LinkTarget is null).Sum(file => file.Length)
        : 0;

    /// <summary>What was taken in, in a line.</summary>
    public static string Line(StoredFile stored) => $"{stored.Root}  {Units.Bytes(stored.SizeBytes)} in {stored.BlockCount} blocks";
}
