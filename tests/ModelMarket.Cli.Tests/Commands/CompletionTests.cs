using System.Diagnostics;
using ModelMarket.Cli.Tests.Support;

namespace ModelMarket.Cli.Tests.Commands;

/// <summary>The completion scripts in the shells themselves, with the program on the path.</summary>
public sealed class CompletionTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly CliHome _home = new();

    public void Dispose() => _home.Dispose();

    [SkippableTheory]
    [InlineData("bash", "modelmarket wal", "wallet")]
    [InlineData("bash", "modelmarket wallet ex", "export")]
    [InlineData("bash", "modelmarket completion f", "fish")]
    [InlineData("bash", "modelmarket job list --j", "--json")]
    public async Task Bash_completes(string shell, string line, string expected)
    {
        var script = await ScriptAsync(shell);

        var printed = await ShellAsync(shell, $"""
            source '{script}'
            COMP_LINE='{line}'; COMP_POINT={line.Length}; COMP_WORDS=({line}); COMP_CWORD=$((${"{"}#COMP_WORDS[@]{"}"} - 1))
            _modelmarket
            printf '%s\n' "${"{"}COMPREPLY[@]{"}"}"
            complete -p modelmarket
            """);

        printed.Split('\n').Should().Contain(expected).And.Contain(text => text.Contains("-F _modelmarket modelmarket"));
    }

    [SkippableTheory]
    [InlineData("modelmarket wal", "wallet")]
    [InlineData("modelmarket wallet ex", "export")]
    public async Task Zsh_completes(string line, string expected)
    {
        var script = await ScriptAsync("zsh");

        var printed = await ShellAsync("zsh", $"""
            autoload -Uz compinit && compinit -u -d '{_home.PathOf("zcompdump")}'
            source '{script}'
            compadd() {"{"} shift; print -l -- "$@" {"}"}
            _files() {"{"} {"}"}
            BUFFER='{line}'
            _modelmarket
            print -- "registered: $_comps[modelmarket]"
            """);

        printed.Split('\n').Should().Contain(expected).And.Contain("registered: _modelmarket");
    }

    [SkippableTheory]
    [InlineData("modelmarket wal", "wallet")]
    [InlineData("modelmarket wallet ex", "export")]
    [InlineData("modelmarket job list --j", "--json")]
    public async Task Fish_completes(string line, string expected)
    {
        var script = await ScriptAsync("fish");

        var printed = await ShellAsync("fish", $"source '{script}'; complete -C '{line}'; complete -c modelmarket");

        printed.Split('\n').Should().Contain(expected).And.Contain(text => text.Contains("__modelmarket_complete"));
    }

    [Fact]
    public async Task Another_shell_is_refused()
    {
        var run = await _home.RunAsync("completion", "tcsh");
        run.Exit.Should().Be(ExitCode.Usage);
        run.Error.Should().Contain("tcsh");
    }

    private async Task<string> ScriptAsync(string shell)
    {
        var run = await _home.RunAsync("completion", shell);
        run.Exit.Should().Be(ExitCode.Ok);
        var script = _home.PathOf("completion." + shell);
        await File.WriteAllTextAsync(script, run.Output);
        return script;
    }

    private static async Task<string> ShellAsync(string shell, string commands)
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, shell)));
        Skip.If(!found && Environment.GetEnvironmentVariable("MODELMARKET_REQUIRE_TOOLS") != "1", $"{shell} is not installed here; .ci/steps/install brings it");
        // The program that was built beside the tests, first on the path.
        var start = new ProcessStartInfo(shell, [.. shell switch { "bash" => new[] { "--norc" }, "zsh" => ["-f"], _ => ["--no-config"] }, "-c", commands]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = AppContext.BaseDirectory + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var error = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        process.ExitCode.Should().Be(0, await error);
        return await output;
    }
}
