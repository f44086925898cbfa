using System.Text.Json;

namespace ModelMarket.Cli.Tests.Support;

/// <summary><c>content serve</c> as a person runs it: started, and ended by Ctrl-C.</summary>
internal sealed class ServeProcess : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task<int> _run;

    private ServeProcess(string home, LineWriter output)
    {
        var host = new CliHost(output, TextWriter.Null, name => name == "MODELMARKET_HOME" ? home : null, interactive: false);
        _run = CommandLineApp.RunAsync(["content", "serve", "--port", "0", "--json"], host, _stop.Token);
    }

    public string Address { get; private set; } = "";

    public static async Task<ServeProcess> StartAsync(string home)
    {
        var output = new LineWriter();
        var serve = new ServeProcess(home, output);
        var json = await output.Line.Task.WaitAsync(TimeSpan.FromSeconds(30));
        serve.Address = JsonDocument.Parse(json).RootElement.GetProperty("gateway").GetString()!;
        return serve;
    }

    public async Task<int> StopAsync()
    {
        await _stop.CancelAsync();
        return await _run.WaitAsync(TimeSpan.FromSeconds(30));
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private sealed class LineWriter : StringWriter
    {
        public TaskCompletionSource<string> Line { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override void WriteLine(string? value) => Line.TrySetResult(value ?? "");
    }
}
