using Rollup.Node.GuestHost;

namespace ModelMarket.Dapp.Tests;

/// <summary>The ways to run the dapp as a process on this machine.</summary>
internal static class DappHosts
{
    public const string Jit = "jit";
    public const string NativeX64 = "native linux-x64";
    public const string NativeArm64 = "native linux-arm64 under qemu";
    public const string Box64 = "native linux-x64 under box64 as RISC-V";

    private static string Root { get; } = FindRoot();

    /// <summary>The command for a host; skips the test with the reason where it cannot run here.</summary>
    public static GuestOptions Options(string host, params string[] arguments)
    {
        var command = Command(host);
        return new GuestOptions(command[0], [.. command[1..], .. arguments])
        {
            StartTimeout = TimeSpan.FromMinutes(2),
            AdvanceTimeout = TimeSpan.FromMinutes(10),
            Environment = new Dictionary<string, string> { ["BOX64_NOBANNER"] = "1", ["BOX64_LOG"] = "0" },
        };
    }

    /// <summary>The dapp's x64 executable; skips where it is not published.</summary>
    public static string NativeBinary() => Binary("linux-x64");

    /// <summary>The instruction counter; skips where it is not installed.</summary>
    public static string Valgrind() => Tool("valgrind");

    private static string[] Command(string host) => host switch
    {
        Jit => ["dotnet", Path.Combine(AppContext.BaseDirectory, "ModelMarket.Dapp.dll")],
        NativeX64 => [Binary("linux-x64")],
        NativeArm64 => [Tool("qemu-aarch64-static"), "-L", "/usr/aarch64-linux-gnu", Binary("linux-arm64")],
        _ => [Tool("qemu-riscv64-static"), "-L", Box64Root(), Path.Combine(Box64Root(), "usr/bin/box64"), Binary("linux-x64")],
    };

    private static string Binary(string runtime)
    {
        var path = Path.Combine(Root, "publish", runtime, "ModelMarket.Dapp");
        Require(File.Exists(path), $"{path} is not there: run .ci/steps/publish");
        var isFresh = File.GetLastWriteTimeUtc(path) >= File.GetLastWriteTimeUtc(Path.Combine(AppContext.BaseDirectory, "ModelMarket.Core.dll"));
        Require(isFresh, $"{path} is older than the build: run .ci/steps/publish");
        return path;
    }

    private static string Tool(string name)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        Require(path is not null, $"{name} is not installed: run .ci/steps/install");
        return path!;
    }

    private static string Box64Root()
    {
        var path = Path.Combine(Root, "publish", "box64-root");
        Require(File.Exists(Path.Combine(path, "usr/bin/box64")), $"{path} is not there: run .ci/steps/box64-root");
        return path;
    }

    // Where all tools are there by arrangement (CI), a missing one is a failure, not a skip.
    private static void Require(bool condition, string reason)
    {
        var mustHave = Environment.GetEnvironmentVariable("MODELMARKET_REQUIRE_TOOLS") == "1";
        (condition || !mustHave).Should().BeTrue(reason);
        Skip.IfNot(condition, reason);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Rollup.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run from inside the repository.");
    }
}
