using System.Globalization;
using System.Text.Json.Nodes;
using Rollup.Ethereum.Errors;

namespace ModelMarket.Cli.Wallets.WalletConnect;

/// <summary>A session at work: asks the wallet, answers what the wallet asks, and connects again when the relay breaks off.</summary>
internal sealed class PhoneLink
{
    private const int UserDisconnected = 6000;

    // EIP-1193 and WalletConnect each number them on their own.
    private static readonly long[] UserRejected = [4001, 5000, 5002];

    // JSON-RPC 2.0, EIP-1193, WalletConnect: unauthorized, unsupported.
    private static readonly long[] MethodUnknown = [-32601, 4200, 3001, 5101];
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private readonly RelaySettings _settings;
    private readonly PhoneStore _store;
    private readonly SealedTopic _topic;
    private readonly RelayIdentity _identity;
    private PhoneSession _session;

    /// <summary>Takes up a kept session.</summary>
    public PhoneLink(RelaySettings settings, PhoneStore store, PhoneSession session)
    {
        _settings = settings;
        _store = store;
        _session = session;
        _topic = new SealedTopic(Convert.FromHexString(session.Key));
        _identity = new RelayIdentity(Convert.FromHexString(session.IdentitySeed));
    }

    /// <summary>Has the wallet do something and waits for the person there.</summary>
    /// <returns>The wallet's result.</returns>
    /// <exception cref="WalletRefusedException">The person said no.</exception>
    /// <exception cref="PhoneMethodException">The wallet has no such request.</exception>
    /// <exception cref="CliFault">Nobody answered in time, the wallet ended the session, or the relay is gone.</exception>
    public async Task<JsonNode?> RequestAsync(ulong chainId, string method, JsonNode?[] parameters, TimeSpan patience, CancellationToken cancellation)
    {
        var id = RelayConnection.NewId();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        var request = new JsonObject
        {
            ["request"] = new JsonObject { ["method"] = method, ["params"] = new JsonArray(parameters), ["expiryTimestamp"] = (DateTimeOffset.UtcNow + WalletConnectLimits.Person).ToUnixTimeSeconds() },
            ["chainId"] = PhoneSession.Caip2(chainId),
        };
        try
        {
            return await AskedAsync(id, new JsonObject { ["id"] = id, ["jsonrpc"] = "2.0", ["method"] = "wc_sessionRequest", ["params"] = request }, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw CliFault.Failed($"Nobody answered in {_session.Peer} within {patience.TotalMinutes:0.#} minutes.", "Open the wallet and run the same command again; refuse there what is still shown of this one.");
        }
    }

    /// <summary>Ends the session at the wallet, too.</summary>
    public async Task DisconnectAsync(CancellationToken cancellation)
    {
        var message = new JsonObject
        {
            ["id"] = RelayConnection.NewId(),
            ["jsonrpc"] = "2.0",
            ["method"] = "wc_sessionDelete",
            ["params"] = new JsonObject { ["code"] = UserDisconnected, ["message"] = "User disconnected." },
        };
        await using var relay = await RelayConnection.OpenAsync(_settings, _identity, cancellation);
        await relay.PublishAsync(_topic.Name, _topic.Seal(message), RelayTag.Delete, WalletConnectLimits.Notice, prompt: false, cancellation);
        _store.Delete();
    }

    private async Task<JsonNode?> AskedAsync(long id, JsonObject request, CancellationToken cancellation)
    {
        var published = false;
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await using var relay = await RelayConnection.OpenAsync(_settings, _identity, cancellation);
                await relay.SubscribeAsync(_topic.Name, cancellation);
                if (!published)
                {
                    await relay.PublishAsync(_topic.Name, _topic.Seal(request), RelayTag.Request, WalletConnectLimits.Request, prompt: true, cancellation);
                    published = true;
                }

                if (await AnswerAsync(relay, id, cancellation) is { } answer)
                {
                    return Result(answer);
                }
            }
            catch (CliFault fault) when (fault.Exit == ExitCode.Unreachable && attempt < WalletConnectLimits.ReconnectsMax)
            {
                // The same request, not a second one: the wallet answers it into the relay's mailbox.
            }

            if (attempt >= WalletConnectLimits.ReconnectsMax)
            {
                throw CliFault.Unreachable("The connection to the WalletConnect relay keeps breaking.", "Run the same command again: the session is kept.");
            }

            await Task.Delay(Pause * (attempt + 1), cancellation);
        }
    }

    // Null when the connection is gone.
    private async Task<JsonObject?> AnswerAsync(RelayConnection relay, long id, CancellationToken cancellation)
    {
        await foreach (var envelope in relay.Messages.ReadAllAsync(cancellation))
        {
            if (envelope.Topic != _topic.Name || !_topic.TryOpen(envelope.Text, out var message))
            {
                continue;
            }

            if (PhoneMessage.IsAnswerTo(message, id))
            {
                return message;
            }

            await ServeAsync(relay, message, cancellation);
        }

        return null;
    }

    private static JsonNode? Result(JsonObject answer)
    {
        if (answer["error"] is not { } error)
        {
            return answer["result"]?.DeepClone();
        }

        var words = PhoneMessage.Plain(PhoneMessage.Text(error["message"]));
        var code = PhoneMessage.Integer(error["code"]);
        throw UserRejected.Contains(code) ? new WalletRefusedException(words)
            : MethodUnknown.Contains(code) ? new PhoneMethodException(words)
            : CliFault.Failed($"The wallet could not do it: {words} (code {code.ToString(CultureInfo.InvariantCulture)}).", "Look into the wallet: has it money for gas, is it on this chain?");
    }

    private async Task ServeAsync(RelayConnection relay, JsonObject message, CancellationToken cancellation)
    {
        switch (PhoneMessage.Text(message["method"]))
        {
            case "wc_sessionPing":
                await AcknowledgeAsync(relay, message, RelayTag.PingAnswer, cancellation);
                break;
            case "wc_sessionEvent":
                await AcknowledgeAsync(relay, message, RelayTag.EventAnswer, cancellation);
                break;
            case "wc_sessionExtend":
                _session = _session with { Expiry = Math.Max(_session.Expiry, Extended(message)) };
                await KeepAsync(relay, message, RelayTag.ExtendAnswer, cancellation);
                break;
            case "wc_sessionUpdate" when message["params"] is JsonObject parameters:
                _session = _session with { Accounts = PhoneMessage.Accounts(parameters) };
                await KeepAsync(relay, message, RelayTag.UpdateAnswer, cancellation);
                break;
            case "wc_sessionDelete":
                _store.Delete();
                await AcknowledgeAsync(relay, message, RelayTag.DeleteAnswer, cancellation);
                throw CliFault.Failed($"{_session.Peer} ended the session. Nothing was signed.", "Pair again: modelmarket wallet connect");
            default:
                // What this version does not know is not for it.
                break;
        }
    }

    // Without a number of its own, an extension is for the protocol's seven days.
    private static long Extended(JsonObject message) =>
        PhoneMessage.Integer(message["params"]?["expiry"]) is > 0 and var said ? said : (DateTimeOffset.UtcNow + TimeSpan.FromDays(7)).ToUnixTimeSeconds();

    private async Task KeepAsync(RelayConnection relay, JsonObject message, int tag, CancellationToken cancellation)
    {
        await _store.SaveAsync(_session, cancellation);
        await AcknowledgeAsync(relay, message, tag, cancellation);
    }

    private Task AcknowledgeAsync(RelayConnection relay, JsonObject message, int tag, CancellationToken cancellation) => relay.PublishAsync(
        _topic.Name, _topic.Seal(new JsonObject { ["id"] = message["id"]?.DeepClone(), ["jsonrpc"] = "2.0", ["result"] = true }), tag, WalletConnectLimits.Notice, prompt: false, cancellation);
}
