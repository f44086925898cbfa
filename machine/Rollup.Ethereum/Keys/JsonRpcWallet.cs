using System.Text.Json.Nodes;
using Rollup.Ethereum.Accounts;
using Rollup.Ethereum.Errors;
using Rollup.Ethereum.JsonRpc;
using Rollup.Primitives;

namespace Rollup.Ethereum.Keys;

/// <summary>An account that an Ethereum node or a signer behind JSON-RPC holds: <c>eth_sendTransaction</c> and <c>personal_sign</c>.</summary>
/// <param name="address">The account.</param>
/// <param name="signer">Where the signer listens; owned by the caller.</param>
public sealed class JsonRpcWallet(Address address, EthereumClient signer) : ITransactionSender
{
    private const int UserRejected = 4001;

    /// <inheritdoc/>
    public Address Address => address;

    /// <inheritdoc/>
    public async Task<Hash32> SendTransactionAsync(EthereumClient chain, TransactionQuote quote, ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default)
    {
        JsonNode? answer = await AskAsync("eth_sendTransaction", [quote.ToJson(data)], cancellationToken).ConfigureAwait(false);
        return Hash32.TryParse(Text(answer), out Hash32 hash)
            ? hash
            : throw new EthereumUnreachableException($"the signer at {signer.Url} answered eth_sendTransaction without a hash");
    }

    /// <inheritdoc/>
    public async ValueTask<Signature> SignMessageAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default)
    {
        JsonNode? answer = await AskAsync("personal_sign", [Hex.Encode(message.Span), address.ToString()], cancellationToken).ConfigureAwait(false);
        return Hex.TryDecode(Text(answer), out byte[]? bytes) && Signature.TryFromBytes(bytes, out Signature signature)
            ? signature
            : throw new EthereumUnreachableException($"the signer at {signer.Url} answered personal_sign without a signature");
    }

    /// <summary>The accounts that the signer offers.</summary>
    public static async Task<IReadOnlyList<Address>> AccountsAsync(EthereumClient signer, CancellationToken cancellationToken = default)
    {
        JsonNode? answer = await signer.InvokeAsync("eth_accounts", [], cancellationToken).ConfigureAwait(false);
        return [.. (answer as JsonArray ?? []).Select(Text).Where(text => Address.TryParse(text, out _)).Select(text => Address.Parse(text))];
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private async Task<JsonNode?> AskAsync(string method, JsonArray parameters, CancellationToken cancellationToken)
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
