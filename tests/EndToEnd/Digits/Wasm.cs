using System.Diagnostics;

namespace EndToEnd.Digits;

/// <summary>The sample trainer, compiled from its C source.</summary>
internal static class Wasm
{
    private const string Clang = "/usr/bin/clang-14";

    /// <summary>Whether the compiler and the C library are there.</summary>
    public static bool IsThere => File.Exists(Clang) && Directory.Exists("/usr/lib/wasm32-wasi");

    /// <summary>Compiles it.</summary>
    public static byte[] Sample()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Rollup.sln")))
        {
            folder = folder.Parent;
        }

        var output = Path.GetTempFileName();
        try
        {
            using var process = Process.Start(new ProcessStartInfo(Clang, ["--target=wasm32-wasi", "-O2", "-o", output, Path.Combine(folder.FullName, "frontend-cli", "trainers", "mlp.c")]) { RedirectStandardError = true })!;
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
