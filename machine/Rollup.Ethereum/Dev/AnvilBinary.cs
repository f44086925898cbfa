using System.Runtime.InteropServices;

namespace Rollup.Ethereum.Dev;

/// <summary>Where the anvil of the npm package <c>@foundry-rs/anvil</c> lies.</summary>
public static class AnvilBinary
{
    /// <summary>Environment variable that names an anvil binary and goes before every other place.</summary>
    public const string PathVariable = "ANVIL_PATH";

    /// <summary>
    /// Looks at <see cref="PathVariable"/>, then for <c>contracts/node_modules</c> in the working folder, the program's folder and all folders above them, then on the PATH.
    /// </summary>
    /// <exception cref="FileNotFoundException">There is none; the message says how to get one.</exception>
    public static string Find()
    {
        if (Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } chosen)
            return File.Exists(chosen) ? chosen : throw new FileNotFoundException($"{PathVariable} names {chosen}, which does not exist");

        return FromNodeModules(Environment.CurrentDirectory)
            ?? FromNodeModules(AppContext.BaseDirectory)
            ?? FromPath()
            ?? throw new FileNotFoundException(
                $"no anvil found: run `npm ci` in contracts/, or set {PathVariable} to an anvil binary (https://getfoundry.sh)");
    }

    private static string ExecutableName => OperatingSystem.IsWindows() ? "anvil.exe" : "anvil";

    private static string Platform =>
        (OperatingSystem.IsWindows() ? "win32" : OperatingSystem.IsMacOS() ? "darwin" : "linux")
        + (RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "-arm64" : "-amd64");

    private static string? FromNodeModules(string start)
    {
        for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
        {
            string file = Path.Combine(folder.FullName, "contracts", "node_modules", "@foundry-rs", "anvil-" + Platform, "bin", ExecutableName);
            if (File.Exists(file))
                return file;
        }
        return null;
    }

    private static string? FromPath() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, ExecutableName))
        .FirstOrDefault(File.Exists);
}
