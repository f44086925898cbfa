using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace ModelMarket.Cli.Wallets.WalletConnect;

/// <summary>One WebSocket to a relay: JSON-RPC both ways (WalletConnect Core, Relay server RPC). The relay sees topics and sealed texts only.</summary>
internal sealed class RelayConnection : IAsyncDisposable
{
    private readonly ClientWebSocket _socket;
    private readonly CancellationTokenSource _closing = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonNode?>> _asked = new(StringComparer.Ordinal);
    private readonly Channel<RelayMessage> _delivered = Channel.CreateBounded<RelayMessage>(
        new BoundedChannelOptions(WalletConnectLimits.MessagesWaitingMax) { FullMode = BoundedChannelFullMode.Wait });

    private readonly Task _receiving;

    private RelayConnection(ClientWebSocket socket)
    {
        _socket = socket;
        _receiving = ReceiveAsync();
    }

    /// <summary>What the relay delivered; completes when the connection is gone.</summary>
    public ChannelReader<RelayMessage> Messages => _delivered.Reader;

    /// <summary>Connects.</summary>
    /// <exception cref="CliFault">The relay does not answer, or refuses.</exception>
    public static async Task<RelayConnection> OpenAsync(RelaySettings relay, RelayIdentity identity, CancellationToken cancellation)
    {
        var socket = new ClientWebSocket();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(WalletConnectLimits.Relay);
        try
        {
            await socket.ConnectAsync(relay.Address(identity.Token(relay.Url, DateTimeOffset.UtcNow)), patience.Token);
            return new RelayConnection(socket);
        }
        catch (Exception fault) when (fault is WebSocketException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            socket.Dispose();
            throw CliFault.Unreachable($"The WalletConnect relay {relay.Url} does not answer: {fault.Message}", "Is there a connection, and is the project id right? See `modelmarket wallet connect --help`.");
        }
    }

    /// <summary>Publishes a sealed message.</summary>
    public Task PublishAsync(string topic, string message, int tag, TimeSpan lives, bool prompt, CancellationToken cancellation) => AskAsync(
        "irn_publish",
        new JsonObject { ["topic"] = topic, ["message"] = message, ["ttl"] = (long)lives.TotalSeconds, ["tag"] = tag, ["prompt"] = prompt },
        cancellation);

    /// <summary>Has a topic's messages delivered, waiting ones at once.</summary>
    public Task SubscribeAsync(string topic, CancellationToken cancellation) => AskAsync("irn_subscribe", new JsonObject { ["topic"] = topic }, cancellation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_socket.State == WebSocketState.Open)
            {
                using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token);
            }
        }
        catch (Exception fault) when (fault is WebSocketException or OperationCanceledException)
        {
            // The other side is gone already.
        }

        await _closing.CancelAsync();
        await _receiving;
        _socket.Dispose();
        _sending.Dispose();
        _closing.Dispose();
    }

    private async Task<JsonNode?> AskAsync(string method, JsonObject parameters, CancellationToken cancellation)
    {
        var id = NewId();
        var answer = new TaskCompletionSource<JsonNode?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked[id.ToString(System.Globalization.CultureInfo.InvariantCulture)] = answer;
        await SendAsync(new JsonObject { ["id"] = id, ["jsonrpc"] = "2.0", ["method"] = method, ["params"] = parameters }, cancellation);
        if (_receiving.IsCompleted)
        {
            answer.TrySetException(Gone());
        }

        try
        {
            return await answer.Task.WaitAsync(WalletConnectLimits.Relay, cancellation);
        }
        catch (TimeoutException)
        {
            throw CliFault.Unreachable($"The WalletConnect relay did not answer {method} within {WalletConnectLimits.Relay.TotalSeconds:0} s.", "Run the same command again.");
        }
    }

    /// <summary>An id of JSON-RPC: milliseconds and three random digits, as WalletConnect counts them; below 2^53.</summary>
    public static long NewId() => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() * 1000 + Random.Shared.Next(1000);

    private async Task SendAsync(JsonNode message, CancellationToken cancellation)
    {
        await _sending.WaitAsync(cancellation);
        try
        {
            await _socket.SendAsync(Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true, cancellation);
        }
        catch (Exception fault) when (fault is WebSocketException or ObjectDisposedException or InvalidOperationException)
        {
            throw Gone();
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task ReceiveAsync()
    {
        try
        {
            while (await ReadAsync() is { } text)
            {
                await TakeAsync(text);
            }
        }
        catch (Exception fault) when (fault is WebSocketException or OperationCanceledException or CliFault or ObjectDisposedException)
        {
            // Told to whoever waits, below.
        }
        finally
        {
            _delivered.Writer.TryComplete();
            foreach (var waiting in _asked.Values)
            {
                waiting.TrySetException(Gone());
            }
        }
    }

    // Null when the relay closed, or sent more than it may.
    private async Task<string?> ReadAsync()
    {
        using var whole = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var part = await _socket.ReceiveAsync(buffer, _closing.Token);
            whole.Write(buffer, 0, part.Count);
            if (part.MessageType == WebSocketMessageType.Close || whole.Length > WalletConnectLimits.MessageBytesMax)
            {
                return null;
            }

            if (part.EndOfMessage)
            {
                return Encoding.UTF8.GetString(whole.GetBuffer(), 0, (int)whole.Length);
            }
        }
    }

    private async Task TakeAsync(string text)
    {
        if (Parse(text) is not { } message)
        {
            return;
        }

        if (message["method"] is null)
        {
            Answer(message);
            return;
        }

        // Acknowledged before it is looked at: the relay else delivers it again.
        await SendAsync(new JsonObject { ["id"] = message["id"]?.DeepClone(), ["jsonrpc"] = "2.0", ["result"] = true }, _closing.Token);
        if (message["params"]?["data"] is JsonObject data && Text(data["topic"]) is { } topic && Text(data["message"]) is { } body)
        {
            await _delivered.Writer.WriteAsync(new RelayMessage(topic, body), _closing.Token);
        }
    }

    private void Answer(JsonObject message)
    {
        if (message["id"] is not { } id || !_asked.TryRemove(id.ToString(), out var waiting))
        {
            return;
        }

        if (message["error"] is { } error)
        {
            waiting.TrySetException(CliFault.Unreachable($"The WalletConnect relay refused: {Text(error["message"]) ?? error.ToJsonString()}", "Is the project id right? See `modelmarket wallet connect --help`."));
            return;
        }

        waiting.TrySetResult(message["result"]?.DeepClone());
    }

    private static JsonObject? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static CliFault Gone() => CliFault.Unreachable("The connection to the WalletConnect relay broke.", "Run the same command again: the session is kept.");
}
