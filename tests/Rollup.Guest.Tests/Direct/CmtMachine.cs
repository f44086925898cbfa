using System.Diagnostics;
using System.Text;
using Rollup.Primitives.Rollups;

namespace Rollup.Guest.Tests.Direct;

/// <summary>A program on libcmt's own host build: requests come from files, outputs go to files. The library is the official C source, compiled on demand.</summary>
internal sealed class CmtMachine : IDisposable
{
    private static readonly Lazy<string> Library = new(Compile);

    private readonly string _folder = Directory.CreateTempSubdirectory("cmt-").FullName;
    private readonly List<string> _inputs = [];

    /// <summary>What the program wrote to its standard error.</summary>
    public string Errors { get; private set; } = "";

    /// <summary>The next request is an input.</summary>
    public CmtMachine Advance(EvmAdvance input) => Add(0, input.Encode());

    /// <summary>The next request is a question.</summary>
    public CmtMachine Inspect(string question) => Add(1, Encoding.UTF8.GetBytes(question));

    /// <summary>The next answer to a generic request.</summary>
    public CmtMachine GenericIo(ushort code, byte[] data) => Add(code, data);

    /// <summary>Runs a program, an assembly or a native binary, until there are no more requests and gives its exit code.</summary>
    public int Run(string program, params string[] arguments)
    {
        var isAssembly = program.EndsWith(".dll", StringComparison.Ordinal);
        var start = new ProcessStartInfo(isAssembly ? "dotnet" : program, isAssembly ? [program, .. arguments] : arguments) { WorkingDirectory = _folder, RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["LD_LIBRARY_PATH"] = Path.GetDirectoryName(Library.Value);
        start.Environment["CMT_INPUTS"] = string.Join(',', _inputs);
        start.Environment.Remove(RollupLoop.ServerVariable);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        if (!process.WaitForExit(TimeSpan.FromSeconds(30)))
        {
            process.Kill();
            throw new TimeoutException("The program did not end after its last request.");
        }

        Errors = errors.Result;
        return process.ExitCode;
    }

    /// <summary>A file that the library wrote for a request: <c>output-0</c>, <c>report-0</c>, <c>exception-0</c>, <c>gio-0</c>, <c>outputs_root_hash</c>.</summary>
    public byte[] Written(int request, string what) => File.ReadAllBytes(Path.Combine(_folder, $"request{request}.{what}.bin"));

    /// <summary>Whether the library wrote such a file.</summary>
    public bool HasWritten(int request, string what) => File.Exists(Path.Combine(_folder, $"request{request}.{what}.bin"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Where all tools are there by arrangement (CI), a missing one is a failure, not a skip.</summary>
    public static void Require(bool condition, string reason)
    {
        var mustHave = Environment.GetEnvironmentVariable("MODELMARKET_REQUIRE_TOOLS") == "1";
        (condition || !mustHave).Should().BeTrue(reason);
        Skip.IfNot(condition, reason);
    }

    private CmtMachine Add(int type, byte[] content)
    {
        var name = $"request{_inputs.Count}.bin";
        File.WriteAllBytes(Path.Combine(_folder, name), content);
        _inputs.Add($"{type}:{name}");
        return this;
    }

    // The library's source is not kept here: cartesi/machine-guest-tools, folder sys-utils/libcmt (tested with commit d3d5069 of version 0.17.1).
    private static string Compile()
    {
        var source = Environment.GetEnvironmentVariable("LIBCMT_SOURCE");
        Skip.If(string.IsNullOrEmpty(source), "on demand: LIBCMT_SOURCE names the folder sys-utils/libcmt of cartesi/machine-guest-tools; needs gcc");
        var library = Path.Combine(Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "libcmt")).FullName, "libcmt.so");
        string[] files = [.. new[] { "abi", "buf", "keccak", "merkle", "rollup", "util", "io-mock" }.Select(name => Path.Combine(source, "src", name + ".c"))];
        using var process = Process.Start("gcc", ["-shared", "-fPIC", "-O2", "-I", Path.Combine(source, "include"), "-o", library, .. files]);
        process.WaitForExit();
        process.ExitCode.Should().Be(0, "libcmt compiles");
        return library;
    }
}
