using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Xunit.Abstractions;

namespace Rollup.Guest.Tests;

/// <summary>What a newcomer does, command by command, with the packages of this build in a folder as the only source.</summary>
public sealed class TemplateTests(ITestOutputHelper output) : IDisposable
{
    private static readonly string Configuration = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";

    private readonly string _folder = Directory.CreateTempSubdirectory("template-").FullName;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };
    private int _commandCount;

    public void Dispose()
    {
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task New_application_runs_and_answers_an_input_in_under_five_commands()
    {
        Pack("machine/Rollup.Primitives", "--no-build");
        Pack("machine/Rollup.Guest", "--no-build");
        Pack("machine/templates");
        _commandCount = 0;

        Dotnet("new", "install", Path.Combine(Feed, "Rollup.Templates.0.1.0.nupkg"));
        Dotnet("new", "rollup-app", "-o", "my-app");
        using var app = Start("run", "--project", "my-app", "--", "--port", "0");
        try
        {
            var url = await UrlAsync(app);
            var answer = await PostAsync(url, "input", "hello"); // curl -d hello …/input
            _commandCount++;

            answer.GetProperty("outputs")[0].GetProperty("text").GetString().Should().Be("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266: hello");
            (await PostAsync(url, "deposit/ether?value=5", "")).GetProperty("status").GetString().Should().Be("ACCEPTED");
            (await PostAsync(url, "inspect/app", "balance/0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266")).GetProperty("reports")[0].GetProperty("payload").GetString()
                .Should().Be("0x35");
        }
        finally
        {
            app.Kill(entireProcessTree: true);
            await app.WaitForExitAsync();
        }

        output.WriteLine($"figure: dotnet new to an answered input in {_commandCount} commands");
        _commandCount.Should().BeLessThan(5);
    }

    private string Feed => Path.Combine(_folder, "feed");

    private void Pack(string project, params string[] options) =>
        Dotnet(["pack", Path.Combine(RepositoryFolder.Path, project), "-c", Configuration, "-o", Feed, .. options]);

    private void Dotnet(params string[] arguments)
    {
        using var process = Start(arguments);
        var log = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        process.WaitForExit(TimeSpan.FromMinutes(3)).Should().BeTrue();
        process.ExitCode.Should().Be(0, $"dotnet {string.Join(' ', arguments)} said: {log.Result} {errors.Result}");
    }

    private Process Start(params string[] arguments)
    {
        _commandCount++;
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true };
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        if (arguments[0] != "pack")
        {
            // A home, a package folder and a package source of its own. What others publish was restored for this build already.
            start.Environment["DOTNET_CLI_HOME"] = _folder;
            start.Environment["NUGET_PACKAGES"] = Path.Combine(_folder, "packages");
            start.Environment["RestoreSources"] = Feed;
            start.Environment["RestoreFallbackFolders"] = packages;
        }

        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment.Remove(RollupLoop.ServerVariable);
        return Process.Start(start)!;
    }

    private static async Task<Uri> UrlAsync(Process app)
    {
        var log = new StringBuilder();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (await app.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            log.AppendLine(line);
            var words = line.Split(' ');
            if (line.StartsWith("Development host on ", StringComparison.Ordinal))
            {
                return new Uri(words[3]);
            }
        }

        throw new InvalidOperationException($"The application ended: {log} {await app.StandardError.ReadToEndAsync(patience.Token)}");
    }

    private async Task<JsonElement> PostAsync(Uri url, string path, string body)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        using var response = await _http.PostAsync(new Uri(url, path), content);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
