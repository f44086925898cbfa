using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Rollup.Guest.Tests;

/// <summary>An HTTP server on loopback that answers each request with the next line of a script and keeps what it was asked.
/// After the last line it cancels the guest.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly CancellationTokenSource _end = new(TimeSpan.FromSeconds(30));
    private readonly Queue<(int Status, string Body)> _script;
    private readonly TimeSpan _delay;
    private Task _serving = Task.CompletedTask;

    public ScriptedServer(IEnumerable<(int Status, string Body)> script, TimeSpan delay = default)
    {
        _script = new Queue<(int Status, string Body)>(script);
        _delay = delay;
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}");
        probe.Stop();
        _listener.Prefixes.Add(Address + "");
    }

    public Uri Address { get; }

    /// <summary>Cancelled when the script is over.</summary>
    public CancellationToken End => _end.Token;

    /// <summary>Path and body of each request, in order.</summary>
    public List<string> Asked { get; } = [];

    public List<string?> ContentTypes { get; } = [];

    public ScriptedServer Start()
    {
        _serving = Task.Run(ServeAsync);
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Close();
        await _serving;
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        await Task.Delay(_delay);
        _listener.Start();
        while (_script.TryDequeue(out var answer))
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                return; // the test ended first
            }

            using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
            Asked.Add($"{context.Request.HttpMethod} {context.Request.Url!.AbsolutePath} {await reader.ReadToEndAsync()}");
            ContentTypes.Add(context.Request.ContentType);
            context.Response.StatusCode = answer.Status;
            context.Response.Close(Encoding.UTF8.GetBytes(answer.Body), willBlock: true);
        }

        await _end.CancelAsync();
    }
}
