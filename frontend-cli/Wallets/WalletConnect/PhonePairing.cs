using System.Text.Json.Nodes;

namespace ModelMarket.Cli.Wallets.WalletConnect;

/// <summary>Pairs with a wallet: proposes a session under a URI that the wallet scans, and waits until the wallet settles it (WalletConnect Sign).</summary>
internal sealed class PhonePairing : IAsyncDisposable
{
    private static readonly string[] Methods = ["eth_sendTransaction", "personal_sign", PhoneWallet.TypedDataMethod];
    private static readonly string[] Events = ["accountsChanged", "chainChanged"];

    private readonly RelaySettings _settings;
    private readonly byte[] _seed;
    private readonly RelayConnection _relay;
    private readonly SealedTopic _pairing;
    private readonly KeyAgreement _own = new();
    private readonly ulong _chainId;
    private readonly DateTimeOffset _expiry;
    private readonly long _proposal = RelayConnection.NewId();

    private PhonePairing(RelaySettings settings, byte[] seed, RelayConnection relay, ulong chainId, TimeSpan patience)
    {
        _settings = settings;
        _seed = seed;
        _relay = relay;
        _chainId = chainId;
        _pairing = SealedTopic.New();
        _expiry = DateTimeOffset.UtcNow + patience;
    }

    /// <summary>What the wallet scans.</summary>
    public string Uri => PairingUri.Of(_pairing, _expiry);

    /// <summary>Connects to the relay and leaves the proposal there.</summary>
    /// <param name="settings">Which relay.</param>
    /// <param name="chainId">The chain that the account is wanted on.</param>
    /// <param name="patience">How long the URI counts.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<PhonePairing> StartAsync(RelaySettings settings, ulong chainId, TimeSpan patience, CancellationToken cancellation)
    {
        var seed = RelayIdentity.NewSeed();
        var relay = await RelayConnection.OpenAsync(settings, new RelayIdentity(seed), cancellation);
        var pairing = new PhonePairing(settings, seed, relay, chainId, patience);
        try
        {
            await pairing.ProposeAsync(cancellation);
            return pairing;
        }
        catch
        {
            await pairing.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until somebody approved in the wallet.</summary>
    /// <exception cref="CliFault">Nobody did in time, somebody said no, or the wallet offers no account on the chain.</exception>
    public async Task<PhoneSession> SettledAsync(CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var left = _expiry - DateTimeOffset.UtcNow;
        patience.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        try
        {
            var (session, controller) = await ApprovedAsync(patience.Token);
            await _relay.SubscribeAsync(session.Name, patience.Token);
            return await SettlementAsync(session, controller, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw CliFault.Failed("Nobody approved in a wallet before the pairing code expired.", "Run `modelmarket wallet connect` again for a new one.");
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _relay.DisposeAsync();

    private async Task ProposeAsync(CancellationToken cancellation)
    {
        await _relay.SubscribeAsync(_pairing.Name, cancellation);
        var wanted = new JsonObject
        {
            ["chains"] = new JsonArray(PhoneSession.Caip2(_chainId)),
            ["methods"] = new JsonArray([.. Methods.Select(method => JsonValue.Create(method))]),
            ["events"] = new JsonArray([.. Events.Select(name => JsonValue.Create(name))]),
        };
        var proposal = new JsonObject
        {
            ["requiredNamespaces"] = new JsonObject(),
            ["optionalNamespaces"] = new JsonObject { ["eip155"] = wanted },
            ["relays"] = new JsonArray(new JsonObject { ["protocol"] = "irn" }),
            ["pairingTopic"] = _pairing.Name,
            ["expiryTimestamp"] = _expiry.ToUnixTimeSeconds(),
            ["proposer"] = new JsonObject
            {
                ["publicKey"] = _own.PublicKey,
                ["metadata"] = new JsonObject
                {
                    ["name"] = "ModelMarket",
                    ["description"] = "The command line of a market for machine-learning models",
                    ["url"] = "https://modelmarket.invalid",
                    ["icons"] = new JsonArray(),
                },
            },
        };
        var message = new JsonObject { ["id"] = _proposal, ["jsonrpc"] = "2.0", ["method"] = "wc_sessionPropose", ["params"] = proposal };
        await _relay.PublishAsync(_pairing.Name, _pairing.Seal(message), RelayTag.Propose, WalletConnectLimits.Proposal, prompt: true, cancellation);
    }

    private async Task<(SealedTopic Session, string Controller)> ApprovedAsync(CancellationToken cancellation)
    {
        await foreach (var (_, message) in MessagesAsync(_pairing, cancellation))
        {
            if (!PhoneMessage.IsAnswerTo(message, _proposal))
            {
                continue;
            }

            if (message["error"] is { } error)
            {
                throw CliFault.Rejected($"The wallet refused to pair: {PhoneMessage.Text(error["message"]) ?? "no reason given"}.", "Run `modelmarket wallet connect` again to be asked again.");
            }

            var controller = PhoneMessage.Text(message["result"]?["responderPublicKey"]) ?? string.Empty;
            return _own.TryAgree(controller, out var session)
                ? (session!, controller)
                : throw CliFault.Failed("The wallet answered with a key that is none.", "Try another wallet.");
        }

        throw Broken();
    }

    private async Task<PhoneSession> SettlementAsync(SealedTopic session, string controller, CancellationToken cancellation)
    {
        await foreach (var (_, message) in MessagesAsync(session, cancellation))
        {
            if (PhoneMessage.Text(message["method"]) != "wc_sessionSettle" || message["params"] is not JsonObject settlement
                || PhoneMessage.Text(settlement["controller"]?["publicKey"]) != controller)
            {
                continue;
            }

            var settled = new PhoneSession(
                _settings.Url, Convert.ToHexStringLower(_seed), session.KeyText, PhoneMessage.Integer(settlement["expiry"]), PhoneMessage.Accounts(settlement),
                PhoneMessage.Plain(PhoneMessage.Text(settlement["controller"]?["metadata"]?["name"])),
                PhoneMessage.Methods(settlement));
            var answer = new JsonObject { ["id"] = message["id"]?.DeepClone(), ["jsonrpc"] = "2.0", ["result"] = true };
            await _relay.PublishAsync(session.Name, session.Seal(answer), RelayTag.SettleAnswer, WalletConnectLimits.Proposal, prompt: false, cancellation);
            return settled.AccountOn(_chainId) is null
                ? throw CliFault.Failed($"{settled.Peer} offers no account on chain {_chainId}.", "Add the chain in the wallet and pair again.")
                : settled;
        }

        throw Broken();
    }

    private async IAsyncEnumerable<(RelayMessage Envelope, JsonObject Message)> MessagesAsync(
        SealedTopic topic, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var envelope in _relay.Messages.ReadAllAsync(cancellation))
        {
            if (envelope.Topic == topic.Name && topic.TryOpen(envelope.Text, out var message))
            {
                yield return (envelope, message);
            }
        }
    }

    private static CliFault Broken() => CliFault.Unreachable("The connection to the WalletConnect relay broke while the wallet was asked.", "Run `modelmarket wallet connect` again.");
}
