using System.Text.Json.Nodes;
using Rollup.Ethereum.Accounts;
using Rollup.Ethereum.Errors;
using Rollup.Ethereum.JsonRpc;
using Rollup.Primitives;

namespace Rollup.Ethereum.Keys;

/// <summary>An account that an Ethereum node or a signer behind JSON-RPC holds: <c>eth_sendTransaction</c>, <c>personal_sign</c>, <c>eth_signTypedData_v4</c>.</summary>
/// <param name="address">The account.</param>
/// <param name="signer">Where the signer listens; owned by the caller.</param>
public sealed class JsonRpcWallet(Address address, EthereumClient signer) : ITransactionSender, ITypedDataSigner
{
    private const int UserRejected = 4001;
    private const int MethodNotFound = -32601;
    private const int MethodUnsupported = 4200;

    /// <inheritdoc/>
    public Address Address => address;

    /// <inheritdoc/>
    public async Task<Hash32> SendTransactionAsync(EthereumClient chain, TransactionQuote quote, ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default)
    {
        JsonNode? answer = await AskAsync("eth_sendTransaction", [quote.ToJson(data)], cancellationToken).ConfigureAwait(false);
        return Hash32.TryParse(Text(answer), out Hash32 hash)
            ? hash
            : throw new EthereumUnreachableException($"the signer at {Where} answered eth_sendTransaction without a hash");
    }

    /// <inheritdoc/>
    public async ValueTask<Signature> SignMessageAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default)
    {
        const string Method = "personal_sign";
        return SignatureOf(Method, await AskAsync(Method, [Hex.Encode(message.Span), address.ToString()], cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public async ValueTask<Signature?> SignTypedDataAsync(TypedData data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        const string Method = "eth_signTypedData_v4";
        try
        {
            return SignatureOf(Method, await AskAsync(Method, [address.ToString(), data.ToJson()], cancellationToken).ConfigureAwait(false));
        }
        catch (EthereumRpcException refusal) when (refusal.Code is MethodNotFound or MethodUnsupported)
        {
            return null;
        }
    }

    /// <summary>Host and port only: providers put API keys into paths.</summary>
    private string Where => signer.Url.GetLeftPart(UriPartial.Authority);

    /// <summary>The accounts that the signer offers.</summary>
    public static async Task<IReadOnlyList<Address>> AccountsAsync(EthereumClient signer, CancellationToken cancellationToken = default)
    {
        JsonNode? answer = await signer.InvokeAsync("eth_accounts", [], cancellationToken).ConfigureAwait(false);
        return [.. (answer as JsonArray ?? []).Select(Text).Where(text => Address.TryParse(text, out _)).Select(text => Address.Parse(text))];
    }

    private Signature SignatureOf(string method, JsonNode? answer) =>
        Hex.TryDecode(Text(answer), out byte[]? bytes) && Signature.TryFromBytes(bytes, out Signature signature)
            ? signature
            : throw new UnreadableSignatureException(Where, method);

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private async Task<JsonNode?> AskAsync(string method, JsonNode?[] parameters, CancellationToken cancellationToken)
    {
        try
        {
            return await signer.InvokeAsync(method, parameters, cancellationToken).ConfigureAwait(false);
        }
        catch (EthereumRpcException refusal) when (refusal.Code == UserRejected)
        {
            throw new WalletRefusedException(refusal.RpcMessage);
        }
    }
}
