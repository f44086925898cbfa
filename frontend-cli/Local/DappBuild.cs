using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using ModelMarket.Cli.Commands;
using ModelMarket.Cli.Market;

namespace ModelMarket.Cli.Local;

/// <summary>
/// Gives the command that starts the dapp: the NativeAOT binary where a C linker is present (published into the clone's <c>publish</c>
/// folder once per state of the sources), else the same dapp under the JIT. The single-file program is its own: it holds the dapp's code.
/// </summary>
internal static class DappBuild
{
    private static readonly string[] SourceFolders =
        ["dapp", "machine/Rollup.Primitives", "machine/Rollup.Guest", "contracts/ModelMarket.Contracts", "contracts/artifacts"];

    private static readonly string[] SourceFiles = ["Directory.Build.props", "Directory.Packages.props", "global.json"];
    private static readonly string[] Linkers = ["clang", "gcc", "cc"];
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(200);

    /// <summary>Finds or publishes the dapp.</summary>
    /// <param name="allowNative">False keeps the JIT, for tests that want it.</param>
    /// <param name="say">Told in words before something slow starts.</param>
    /// <param name="cancellation">Stops the publish.</param>
    public static async Task<DappCommand> LocateAsync(bool allowNative, Action<string> say, CancellationToken cancellation)
    {
        if (!RuntimeFeature.IsDynamicCodeSupported)
        {
            return allowNative
                ? new DappCommand(Environment.ProcessPath!, [DappGuestCommand.Name], Native: true, "as native code of this program")
                : throw CliFault.Usage("This program is one native file: it has no JIT.", "Leave --jit out, or use the dotnet tool.");
        }

        if (!allowNative)
        {
            return Jit("under the JIT, as asked");
        }

        var root = RepositoryFolder.Find();
        if (root is null || !Directory.Exists(Path.Combine(root, "dapp")))
        {
            return Jit("under the JIT: no sources here to publish from");
        }

        if (!Linkers.Any(IsOnPath))
        {
            return Jit("under the JIT: no C linker found (clang or gcc)");
        }

        var failure = await PublishAsync(root, say, cancellation);
        return failure is null
            ? new DappCommand(BinaryPath(root), [], Native: true, "as native binary")
            : Jit($"under the JIT: the native publish failed ({failure})");
    }

    private static string Runtime => RuntimeInformation.RuntimeIdentifier.StartsWith("linux-", StringComparison.Ordinal)
        ? $"linux-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}"
        : RuntimeInformation.RuntimeIdentifier;

    private static string Folder(string root) => Path.Combine(root, "publish", "dapp", Runtime);

    private static string BinaryPath(string root) => Path.Combine(Folder(root), "ModelMarket.Dapp");

    private static DappCommand Jit(string note)
    {
        var assembly = Path.Combine(AppContext.BaseDirectory, "ModelMarket.Dapp.dll");
        if (!File.Exists(assembly))
        {
            throw CliFault.Failed($"The dapp is missing: {assembly} does not exist.", "Build again: dotnet build frontend-cli");
        }

        var host = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
        return new DappCommand(host, [assembly], Native: false, note);
    }

    private static async Task<string?> PublishAsync(string root, Action<string> say, CancellationToken cancellation)
    {
        var folder = Folder(root);
        Directory.CreateDirectory(folder);
        await using var held = await LockAsync(Path.Combine(folder, ".lock"), cancellation);
        var fingerprint = Fingerprint(root);
        var stamp = Path.Combine(folder, ".sources");
        if (File.Exists(BinaryPath(root)) && File.Exists(stamp) && await File.ReadAllTextAsync(stamp, cancellation) == fingerprint)
        {
            return null;
        }

        say("publishing the dapp as a native binary (once per change of its sources; about a minute)");
        var (exitCode, words) = await RunPublishAsync(root, folder, cancellation);
        if (exitCode != 0)
        {
            return FirstError(words);
        }

        await File.WriteAllTextAsync(stamp, fingerprint, cancellation);
        return null;
    }

    private static async Task<(int ExitCode, string Words)> RunPublishAsync(string root, string folder, CancellationToken cancellation)
    {
        // Its own artifacts folder: a publish for a runtime identifier must not disturb the obj folders of a build that runs beside it.
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                "publish", Path.Combine("dapp", "ModelMarket.Dapp", "ModelMarket.Dapp.csproj"),
                "-c", "Release", "-r", Runtime, "-o", folder, "--artifacts-path", Path.Combine(root, "publish", "artifacts"),
                "-p:SkipNodePackages=true", "-nodeReuse:false", "-v", "quiet", "-nologo",
            },
        };
        foreach (var name in start.Environment.Keys.Where(IsBuildVariable).ToArray())
        {
            start.Environment.Remove(name);
        }

        using var process = Process.Start(start) ?? throw CliFault.Failed("dotnet could not be started.", "Is the .NET SDK on the PATH?");
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var error = process.StandardError.ReadToEndAsync(cancellation);
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return (process.ExitCode, await output + await error);
    }

    // `dotnet run` and `dotnet test` leave settings of their own MSBuild in the environment; a new one must find its own.
    private static bool IsBuildVariable(string name) =>
        name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name.StartsWith("DOTNET_CLI_", StringComparison.Ordinal);

    private static string FirstError(string words)
    {
        var line = words.Split('\n').FirstOrDefault(text => text.Contains("error", StringComparison.OrdinalIgnoreCase)) ?? "no message";
        var at = line.IndexOf("error", StringComparison.OrdinalIgnoreCase);
        return (at < 0 ? line : line[at..]).Trim();
    }

    private static string Fingerprint(string root)
    {
        var lines = new StringBuilder();
        var files = SourceFolders.Select(folder => Path.Combine(root, folder)).Where(Directory.Exists).SelectMany(Sources)
            .Concat(SourceFiles.Select(file => Path.Combine(root, file)).Where(File.Exists));
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            lines.Append(Path.GetRelativePath(root, file)).Append(' ').Append(HostSha256.Instance.Hash(File.ReadAllBytes(file))).Append('\n');
        }

        return HostSha256.Instance.Hash(Encoding.UTF8.GetBytes(lines.ToString())).ToString();
    }

    private static IEnumerable<string> Sources(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal)
            && Path.GetExtension(path) is ".cs" or ".csproj" or ".props" or ".targets" or ".json" or ".hex" or ".bin");

    private static bool IsOnPath(string tool) => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Any(folder => File.Exists(Path.Combine(folder, tool)));

    private static async Task<FileStream> LockAsync(string path, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                // Another process publishes: its result is ours too.
                await Task.Delay(LockPause, cancellation);
            }
        }
    }
}
