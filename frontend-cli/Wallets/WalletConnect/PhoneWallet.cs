using System.Text.Json.Nodes;
using ModelMarket.Cli.Commands;
using Rollup.Ethereum.Accounts;
using Rollup.Ethereum.JsonRpc;
using Rollup.Ethereum.Keys;
using Rollup.Primitives;
using Spectre.Console;

namespace ModelMarket.Cli.Wallets.WalletConnect;

/// <summary>A wallet on somebody's phone, behind a session that <c>wallet connect</c> made: the phone shows each transaction, signs and sends it.</summary>
internal sealed class PhoneWallet : ITransactionSender, ITypedDataSigner
{
    /// <summary>What <c>--wallet</c> takes for it.</summary>
    public const string Name = "walletconnect";

    /// <summary>The request that a signed allowance needs.</summary>
    public const string TypedDataMethod = "eth_signTypedData_v4";

    private readonly PhoneLink _link;
    private readonly ulong _chainId;
    private readonly string _peer;
    private readonly bool _signsTypedData;
    private readonly Action<string> _say;

    private PhoneWallet(PhoneLink link, ulong chainId, Address address, PhoneSession session, Action<string> say)
    {
        _link = link;
        _chainId = chainId;
        _peer = session.Peer;
        _signsTypedData = session.Methods?.Contains(TypedDataMethod) == true;
        _say = say;
        Address = address;
    }

    /// <inheritdoc/>
    public Address Address { get; }

    /// <summary>Takes up the kept session. Nothing is sent before something is to be signed.</summary>
    /// <exception cref="CliFault">There is no session, it expired, or it has no account on the chain.</exception>
    public static PhoneWallet Open(CommandContext context, ulong chainId)
    {
        var store = new PhoneStore(context.Host.Home);
        var session = store.Load() ?? throw CliFault.Usage("No wallet is connected.", "Pair one: modelmarket wallet connect");
        if (DateTimeOffset.FromUnixTimeSeconds(session.Expiry) <= DateTimeOffset.UtcNow)
        {
            store.Delete();
            throw CliFault.Usage($"The session with {session.Peer} expired at {Presentation.JobText.Time((ulong)Math.Max(0, session.Expiry))}.", "Pair again: modelmarket wallet connect");
        }

        if (!Address.TryParse(session.AccountOn(chainId), out var address))
        {
            throw CliFault.Usage($"The session with {session.Peer} has no account on chain {chainId}.", "Pair again on this chain: modelmarket wallet connect");
        }

        var settings = RelaySettings.Of(context) with { Url = session.Relay };
        return new PhoneWallet(new PhoneLink(settings, store, session), chainId, address, session, words => context.Screen.Say($"  [grey]{Markup.Escape(words)}[/]"));
    }

    /// <inheritdoc/>
    public async Task<Hash32> SendTransactionAsync(EthereumClient chain, TransactionQuote quote, ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default)
    {
        _say($"look at {_peer}: it shows the transaction and asks");
        var answer = await AskAsync("eth_sendTransaction", [quote.ToJson(data)], cancellationToken);
        return Hash32.TryParse(answer, out var hash)
            ? hash
            : throw CliFault.Failed($"{_peer} answered without a transaction hash.", "Look into the wallet whether it sent something.");
    }

    /// <inheritdoc/>
    public async ValueTask<Signature> SignMessageAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default)
    {
        _say($"look at {_peer}: it shows the message and asks");
        return SignatureOf(await AskAsync("personal_sign", [Hex.Encode(message.Span), Address.ToChecksumString()], cancellationToken));
    }

    /// <inheritdoc/>
    public async ValueTask<Signature?> SignTypedDataAsync(TypedData data, CancellationToken cancellationToken = default)
    {
        if (!_signsTypedData)
        {
            return null;
        }

        _say($"look at {_peer}: it shows the {data.StructName.ToLowerInvariant()} and asks");
        try
        {
            // A contract wallet's signature is none of a key, and no token takes it as one.
            return TryRead(await RequestAsync(TypedDataMethod, [Address.ToChecksumString(), data.ToJson().ToJsonString()], cancellationToken), out var signature) ? signature : null;
        }
        catch (PhoneMethodException)
        {
            return null; // it agreed to the method when it paired, as many wallets do to all
        }
    }

    private Signature SignatureOf(string? answer) => TryRead(answer, out var signature)
        ? signature
        : throw CliFault.Failed($"{_peer} answered without a signature that can be read.", "A contract wallet's signature is none of a key.");

    private static bool TryRead(string? answer, out Signature signature)
    {
        signature = default;
        return Hex.TryDecode(answer, out var bytes) && Signature.TryFromBytes(bytes, out signature);
    }

    private async Task<string?> AskAsync(string method, JsonNode?[] parameters, CancellationToken cancellation)
    {
        try
        {
            return await RequestAsync(method, parameters, cancellation);
        }
        catch (PhoneMethodException unknown)
        {
            throw CliFault.Failed($"{_peer} cannot do {method}: {unknown.Message}", "Pair another wallet: modelmarket wallet connect");
        }
    }

    private async Task<string?> RequestAsync(string method, JsonNode?[] parameters, CancellationToken cancellation) =>
        PhoneMessage.Text(await _link.RequestAsync(_chainId, method, parameters, WalletConnectLimits.Person, cancellation));
}
