using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using ModelMarket.Content.Encodings;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;

namespace LoopbackPhone;

/// <summary>
/// A WalletConnect relay on loopback: irn_publish, subscribe, unsubscribe, batch forms, mailboxes, and the two methods that newer clients propose and
/// approve with. It checks the token of every connection and sees sealed texts only.
/// </summary>
public sealed class LoopbackRelay : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentDictionary<Client, byte> _clients = new();
    private readonly Dictionary<string, List<JsonObject>> _mail = [];
    private readonly Task _accepting;
    private long _lastId;

    /// <summary>Listens on a free port.</summary>
    public LoopbackRelay()
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Port = ((IPEndPoint)probe.LocalEndpoint).Port;
        }

        _listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The port.</summary>
    public int Port { get; }

    /// <summary>Its address, as clients name it.</summary>
    public string Url => $"ws://127.0.0.1:{Port}";

    /// <summary>The did:key of each connection that was let in.</summary>
    public ConcurrentQueue<string> Identities { get; } = new();

    /// <summary>Why connections were refused.</summary>
    public ConcurrentQueue<string> Refusals { get; } = new();

    /// <summary>Everything that was published, as the relay saw it.</summary>
    public ConcurrentQueue<string> Seen { get; } = new();

    /// <summary>Breaks every connection off, as a relay that restarts does. Mailboxes stay.</summary>
    public void Drop()
    {
        foreach (var client in _clients.Keys)
        {
            client.Socket.Abort();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        Drop();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        while (_listener.IsListening)
        {
            try
            {
                serving.Add(ServeAsync(await _listener.GetContextAsync()));
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                break;
            }
        }

        await Task.WhenAll(serving);
    }

    private async Task ServeAsync(HttpListenerContext context)
    {
        if (Refusal(context.Request.QueryString["auth"]) is { } why)
        {
            Refusals.Enqueue(why);
            context.Response.StatusCode = 401;
            context.Response.Close();
            return;
        }

        using var client = new Client((await context.AcceptWebSocketAsync(null)).WebSocket);
        _clients[client] = 0;
        try
        {
            while (await client.ReadAsync() is { } message)
            {
                await TakeAsync(client, message);
            }
        }
        catch (Exception broken) when (broken is WebSocketException or ObjectDisposedException or OperationCanceledException or HttpListenerException or IOException)
        {
            // The other side left.
        }
        finally
        {
            _clients.TryRemove(client, out _);
        }
    }

    private async Task TakeAsync(Client client, JsonObject message)
    {
        if (message["method"]?.GetValue<string>() is not { } method)
        {
            return;
        }

        var parameters = message["params"]!.AsObject();
        JsonNode result = JsonValue.Create(true)!;
        string[] fresh = [];
        switch (method)
        {
            case "irn_publish":
                await PublishAsync(client, Text(parameters, "topic"), Text(parameters, "message"), parameters["tag"]?.GetValue<int>() ?? 0);
                break;
            case "irn_subscribe":
                fresh = [Text(parameters, "topic")];
                result = JsonValue.Create(fresh[0])!;
                break;
            case "irn_batchSubscribe":
                fresh = [.. parameters["topics"]!.AsArray().Select(topic => topic!.GetValue<string>())];
                result = new JsonArray([.. fresh.Select(topic => JsonValue.Create(topic))]);
                break;
            case "irn_batchFetchMessages" or "irn_fetchMessages":
                result = new JsonObject { ["messages"] = new JsonArray(), ["hasMore"] = false };
                break;
            case "irn_unsubscribe":
                client.Topics.TryRemove(Text(parameters, "topic"), out _);
                break;
            case "wc_proposeSession":
                fresh = [Text(parameters, "pairingTopic")];
                await PublishAsync(client, fresh[0], Text(parameters, "sessionProposal"), 1100);
                break;
            case "wc_approveSession":
                fresh = [Text(parameters, "sessionTopic")];
                await PublishAsync(client, Text(parameters, "pairingTopic"), Text(parameters, "sessionProposalResponse"), 1101);
                await PublishAsync(client, fresh[0], Text(parameters, "sessionSettlementRequest"), 1102);
                break;
            default:
                throw new NotSupportedException($"the relay of the tests does not know {method}");
        }

        await client.SendAsync(new JsonObject { ["id"] = message["id"]!.DeepClone(), ["jsonrpc"] = "2.0", ["result"] = result });
        foreach (var topic in fresh)
        {
            client.Topics[topic] = 0;
            await DeliverMailAsync(client, topic);
        }
    }

    private async Task PublishAsync(Client sender, string topic, string text, int tag)
    {
        Seen.Enqueue(text);
        var data = new JsonObject
        {
            ["topic"] = topic,
            ["message"] = text,
            ["publishedAt"] = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(),
            ["tag"] = tag,
        };
        var delivered = false;
        foreach (var client in _clients.Keys.Where(other => other != sender && other.Topics.ContainsKey(topic)))
        {
            delivered |= await TryDeliverAsync(client, data);
        }

        if (!delivered)
        {
            lock (_mail)
            {
                (_mail.TryGetValue(topic, out var box) ? box : _mail[topic] = []).Add(data.DeepClone().AsObject().Also(sender));
            }
        }
    }

    private async Task DeliverMailAsync(Client client, string topic)
    {
        List<JsonObject> waiting;
        lock (_mail)
        {
            if (!_mail.TryGetValue(topic, out var box))
            {
                return;
            }

            waiting = [.. box.Where(data => !client.Sent(data))];
            box.RemoveAll(waiting.Contains);
        }

        foreach (var data in waiting)
        {
            await TryDeliverAsync(client, data);
        }
    }

    private async Task<bool> TryDeliverAsync(Client client, JsonObject data)
    {
        try
        {
            await client.SendAsync(new JsonObject
            {
                ["id"] = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() * 1000 + Interlocked.Increment(ref _lastId) % 1000,
                ["jsonrpc"] = "2.0",
                ["method"] = "irn_subscription",
                ["params"] = new JsonObject { ["id"] = data["topic"]!.DeepClone(), ["data"] = data.DeepClone() },
            });
            return true;
        }
        catch (Exception broken) when (broken is WebSocketException or ObjectDisposedException or InvalidOperationException or IOException)
        {
            return false;
        }
    }

    // A token of another key, for another relay, or out of date opens nothing.
    private string? Refusal(string? token)
    {
        if (token?.Split('.') is not [var header, var payload, var signature])
        {
            return "no token";
        }

        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(payload))!;
        var did = claims["iss"]!.GetValue<string>();
        if (!did.StartsWith("did:key:", StringComparison.Ordinal) || !Multibase.TryDecode(did.AsSpan("did:key:".Length), out var key, out _) || key is not [0xed, 0x01, .. var bare])
        {
            return "not a did:key of Ed25519";
        }

        var verifier = new Ed25519Signer();
        verifier.Init(forSigning: false, new Ed25519PublicKeyParameters(bare));
        var signed = Encoding.ASCII.GetBytes($"{header}.{payload}");
        verifier.BlockUpdate(signed, 0, signed.Length);
        if (!verifier.VerifySignature(Base64Url.DecodeFromChars(signature)))
        {
            return "the signature is not the key's";
        }

        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        if (claims["aud"]!.GetValue<string>() != Url || claims["exp"]!.GetValue<long>() <= now)
        {
            return "for another relay, or out of date";
        }

        Identities.Enqueue(did);
        return null;
    }

    private static string Text(JsonObject parameters, string name) => parameters[name]!.GetValue<string>();

    internal sealed class Client(WebSocket socket) : IDisposable
    {
        private readonly SemaphoreSlim _sending = new(1, 1);

        public WebSocket Socket => socket;

        public Guid Id { get; } = Guid.NewGuid();

        public ConcurrentDictionary<string, byte> Topics { get; } = new();

        public void Dispose()
        {
            socket.Dispose();
            _sending.Dispose();
        }

        public bool Sent(JsonObject data) => data["sender"]?.GetValue<string>() == Id.ToString();

        public async Task SendAsync(JsonObject message)
        {
            await _sending.WaitAsync();
            try
            {
                await socket.SendAsync(Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, true, CancellationToken.None);
            }
            finally
            {
                _sending.Release();
            }
        }

        public async Task<JsonObject?> ReadAsync()
        {
            using var whole = new MemoryStream();
            var buffer = new byte[16 * 1024];
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer, CancellationToken.None);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    return null;
                }

                whole.Write(buffer, 0, part.Count);
                if (part.EndOfMessage)
                {
                    return JsonNode.Parse(whole.ToArray())!.AsObject();
                }
            }
        }
    }
}
