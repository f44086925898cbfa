using System.Text.Json;
using ModelMarket.Cli;

namespace EndToEnd.Support;

/// <summary>Runs verbs of the command line that a story expects to succeed or to be refused.</summary>
internal static class CliVerb
{
    /// <summary>Runs one that must succeed, and gives its standard output.</summary>
    public static async Task<string> OkAsync(this NetworkFixture fixture, int account, params string[] args)
    {
        var (exit, output, error) = await fixture.RunAsync(account, args);
        exit.Should().Be(ExitCode.Ok, $"{string.Join(' ', args)} said: {error}");
        return output;
    }

    /// <summary>The same with <c>--json</c>.</summary>
    public static async Task<JsonElement> JsonAsync(this NetworkFixture fixture, int account, params string[] args) =>
        JsonDocument.Parse(await fixture.OkAsync(account, [.. args, "--json"])).RootElement;

    /// <summary>Runs one that must be refused (exit 3), and gives its words.</summary>
    public static async Task<string> RefusedAsync(this NetworkFixture fixture, int account, params string[] args)
    {
        var (exit, _, error) = await fixture.RunAsync(account, args);
        exit.Should().Be(ExitCode.Rejected, $"{string.Join(' ', args)} said: {error}");
        return error;
    }
}
