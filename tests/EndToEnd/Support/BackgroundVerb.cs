using System.Text.Json;
using ModelMarket.Cli;

namespace EndToEnd.Support;

/// <summary>A verb that runs until Ctrl-C, such as <c>content serve</c>; its first line of JSON says that it is ready.</summary>
internal sealed class BackgroundVerb : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task<int> _run;

    private BackgroundVerb(string home, string[] args, FirstLine output)
    {
        var host = new CliHost(output, TextWriter.Null, name => name == "MODELMARKET_HOME" ? home : null, interactive: false);
        _run = CommandLineApp.RunAsync([.. args, "--json"], host, _stop.Token);
    }

    /// <summary>What it said.</summary>
    public JsonElement Json { get; private set; }

    /// <summary>Starts it and waits until it is ready.</summary>
    public static async Task<BackgroundVerb> StartAsync(string home, params string[] args)
    {
        var output = new FirstLine();
        var verb = new BackgroundVerb(home, args, output);
        verb.Json = JsonDocument.Parse(await output.Line.Task.WaitAsync(TimeSpan.FromSeconds(30))).RootElement;
        return verb;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        (await _run.WaitAsync(TimeSpan.FromSeconds(30))).Should().Be(ExitCode.Ok);
        _stop.Dispose();
    }

    private sealed class FirstLine : StringWriter
    {
        public TaskCompletionSource<string> Line { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override void WriteLine(string? value) => Line.TrySetResult(value ?? "");
    }
}
