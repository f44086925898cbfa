using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using ModelMarket.Cli.Tests.Support;
using Xunit.Abstractions;

namespace ModelMarket.Cli.Tests.Storage;

/// <summary><c>content add</c> as a process of its own: every byte is kept, in little memory, at half the speed of coreutils' sha256sum at least.</summary>
public sealed class ImportSpeedTests(ITestOutputHelper output) : IDisposable
{
    private const long MemoryBytesMax = 200_000_000;
    private const double SpeedRatioMin = 0.5;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly CliHome _home = new();

    public void Dispose() => _home.Dispose();

    /// <summary>No time is asserted: other tests run beside it. The program takes some 60 MiB, so one that held the file would exceed the limit.</summary>
    [SkippableFact]
    public async Task Adding_a_file_takes_little_memory_and_keeps_every_byte()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "the most memory of a process is read from /proc");
        var file = WriteRandom(sizeMebibytes: 160);

        var add = await AddAsync(file);

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"figure: content add of 160 MiB: {add.Elapsed.TotalSeconds:F1} s, {add.MemoryBytes >> 20} MiB at most"));
        add.MemoryBytes.Should().BeLessThan(MemoryBytesMax);
        (await HashOfKeptAsync(add.Cid)).Should().Be(HashOf(file));
    }

    [SkippableFact]
    public async Task Adding_a_gibibyte_is_at_least_half_as_fast_as_sha256sum_of_it()
    {
        Skip.If(Environment.GetEnvironmentVariable("MODELMARKET_LARGE") != "1", "on demand, writes 3 GiB: set MODELMARKET_LARGE=1 to run it");
        Skip.IfNot(File.Exists("/usr/bin/sha256sum"), "there is no /usr/bin/sha256sum to compare with");
        var file = WriteRandom(sizeMebibytes: 1024);
        Sha256Sum(file);

        var before = Sha256Sum(file);
        var add = await AddAsync(file);
        var after = Sha256Sum(file);

        // On a machine that is busy with other work one of the two is slowed by chance: the faster one counts.
        var reference = before.Elapsed < after.Elapsed ? before.Elapsed : after.Elapsed;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"figure: content add of 1 GiB: {add.Elapsed.TotalSeconds:F1} s, {reference / add.Elapsed:F2} x the speed of sha256sum ({before.Elapsed.TotalSeconds:F1} s before, {after.Elapsed.TotalSeconds:F1} s after), {add.MemoryBytes >> 20} MiB at most"));
        (reference / add.Elapsed).Should().BeGreaterThanOrEqualTo(SpeedRatioMin);
        add.MemoryBytes.Should().BeLessThan(MemoryBytesMax);
        (await HashOfKeptAsync(add.Cid)).Should().Be(before.Hash);
    }

    /// <summary>Runs the command and reads again and again the most memory that it ever held.</summary>
    private async Task<(string Cid, TimeSpan Elapsed, long MemoryBytes)> AddAsync(string file)
    {
        string[] own = InstalledProgram.File is { } program ? [program] : ["dotnet", Path.Combine(AppContext.BaseDirectory, "modelmarket.dll")];
        var start = new ProcessStartInfo(own[0], [.. own[1..], "content", "add", file, "--json"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["MODELMARKET_HOME"] = _home.Folder;
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var (data, words) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        long memoryBytes = 0;
        while (!process.WaitForExit(TimeSpan.FromMilliseconds(10)) && clock.Elapsed < Patience)
        {
            memoryBytes = Math.Max(memoryBytes, MostMemory(process.Id));
        }

        var elapsed = clock.Elapsed;
        process.Kill(entireProcessTree: true);
        process.ExitCode.Should().Be(ExitCode.Ok, await words);
        memoryBytes.Should().BePositive();
        return (JsonDocument.Parse(await data).RootElement.GetProperty("cid").GetString()!, elapsed, memoryBytes);
    }

    /// <summary>VmHWM; 0 of a process that has just ended.</summary>
    private static long MostMemory(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) << 10;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private async Task<string> HashOfKeptAsync(string cid)
    {
        var got = _home.PathOf("got");
        var get = await _home.RunAsync("content", "get", cid, "-o", got);
        get.Exit.Should().Be(ExitCode.Ok, get.Error);
        return HashOf(got);
    }

    private static string HashOf(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    private string WriteRandom(int sizeMebibytes)
    {
        var path = _home.PathOf("input");
        using var file = File.Create(path);
        var buffer = new byte[1 << 20];
        for (var i = 0; i < sizeMebibytes; i++)
        {
            RandomNumberGenerator.Fill(buffer);
            file.Write(buffer);
        }

        return path;
    }

    private static (string Hash, TimeSpan Elapsed) Sha256Sum(string path)
    {
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/sha256sum", [path]) { RedirectStandardOutput = true })!;
        var printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.Should().Be(0);
        return (printed[..64], clock.Elapsed);
    }
}
