using System.Net;
using System.Net.Sockets;
using System.Text;
using Rollup.Guest.Testing;

namespace Rollup.Guest.Dev;

/// <summary>A development host in the application's own process: inputs, deposits and questions by HTTP, answered at once, on loopback only. No chain, no
/// proofs, nothing kept; rejected inputs are undone. For all of that there is the node.</summary>
public sealed class DevHost : IAsyncDisposable
{
    /// <summary>Port unless told otherwise.</summary>
    public const int DefaultPort = 8080;

    private readonly HttpListener _listener = new();
    private readonly DevDesk _desk;

    private DevHost(Func<IRollupApplication> create, int port)
    {
        _desk = new DevDesk(new RollupTester(create));
        Url = new Uri($"http://127.0.0.1:{port}");
        _listener.Prefixes.Add($"{Url}");
    }

    /// <summary>Where it listens.</summary>
    public Uri Url { get; }

    /// <summary>What to tell a person who started it.</summary>
    public string Greeting =>
        $"""
        Development host on {Url} (no chain; {RollupLoop.ServerVariable} is not set).
          an input     curl -d 'hello' {Url}input                    0x… is taken as bytes; ?sender=0x…
          a deposit    curl -d '' '{Url}deposit/ether?sender=0x…&value=5'   also erc20, erc721, erc1155: token=, id=, value=
          a question   curl -d 'balances/0x…' {Url}inspect/app
        """;

    /// <summary>Starts to listen.</summary>
    /// <param name="create">Makes the application in its first state.</param>
    /// <param name="port">0 takes a free one.</param>
    /// <exception cref="HttpListenerException">The port is taken.</exception>
    public static DevHost Start(Func<IRollupApplication> create, int port)
    {
        var host = new DevHost(create, port == 0 ? FreePort() : port);
        host._listener.Start();
        return host;
    }

    /// <summary>Serves until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await using var stop = cancellation.Register(_listener.Stop);
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                var context = await _listener.GetContextAsync().ConfigureAwait(false);
                _ = ServeAsync(context); // a slow client keeps nobody waiting
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException or InvalidOperationException && !_listener.IsListening)
            {
                return; // stopped
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _listener.Close();
        return ValueTask.CompletedTask;
    }

    private async Task ServeAsync(HttpListenerContext context)
    {
        try
        {
            var request = context.Request;
            var answer = request.HttpMethod == "POST"
                ? await _desk.AnswerAsync(request.Url!.AbsolutePath, request.QueryString, request.InputStream, request.ContentLength64).ConfigureAwait(false)
                : new DevAnswer(HttpStatusCode.MethodNotAllowed, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes($"Only POST is served.\n{Greeting}\n"));
            context.Response.StatusCode = (int)answer.Status;
            context.Response.ContentType = answer.ContentType;
            context.Response.ContentLength64 = answer.Body.Length;
            await context.Response.OutputStream.WriteAsync(answer.Body).ConfigureAwait(false);
            context.Response.Close();
        }
        catch (Exception error) when (error is HttpListenerException or IOException or ObjectDisposedException)
        {
            context.Response.Abort(); // the client went away
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
