using System.Diagnostics;
using ModelMarket.Cli.Tests.Support;

namespace ModelMarket.Cli.Tests.Training;

/// <summary>Compiles C to WebAssembly with Debian's clang-14, lld-14 and wasi-libc.</summary>
internal static class WasmBuild
{
    private const string Clang = "/usr/bin/clang-14";
    private static readonly Lazy<string?> Sysroot = new(() => File.Exists(Clang) && Directory.Exists("/usr/lib/wasm32-wasi") ? Clang : null);

    /// <summary>The sample trainer.</summary>
    public static byte[] Sample() => Compile(Path.Combine(NodeScript.RepositoryRoot(), "frontend-cli", "trainers", "mlp.c"));

    /// <summary>The hostile module.</summary>
    public static byte[] Hostile() => Compile(NodeScript.File("Training", "hostile.c"));

    /// <summary>Skips, or fails where tools are required, when they are missing.</summary>
    public static void Require()
    {
        if (Environment.GetEnvironmentVariable("MODELMARKET_REQUIRE_TOOLS") != "1")
        {
            Skip.If(Sysroot.Value is null, "clang-14 and wasi-libc are missing: .ci/steps/install installs them");
        }
    }

    private static byte[] Compile(string source)
    {
        var output = Path.GetTempFileName();
        try
        {
            using var process = Process.Start(new ProcessStartInfo(Clang, ["--target=wasm32-wasi", "-O2", "-Wall", "-Wno-infinite-recursion", "-o", output, source]) { RedirectStandardError = true })!;
            var said = process.StandardError.ReadToEnd();
            process.WaitForExit();
            process.ExitCode.Should().Be(0, said);
            return File.ReadAllBytes(output);
        }
        finally
        {
            File.Delete(output);
        }
    }
}
