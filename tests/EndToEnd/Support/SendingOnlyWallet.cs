using Rollup.Ethereum.Accounts;
using Rollup.Ethereum.JsonRpc;
using Rollup.Ethereum.Keys;
using Rollup.Primitives;

namespace EndToEnd.Support;

/// <summary>A wallet that sends transactions and signs messages for people, and no typed data: as older ones are.</summary>
internal sealed class SendingOnlyWallet(JsonRpcWallet signer) : ITransactionSender
{
    public Address Address => signer.Address;

    public Task<Hash32> SendTransactionAsync(EthereumClient chain, TransactionQuote quote, ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default) =>
        signer.SendTransactionAsync(chain, quote, data, cancellationToken);

    public ValueTask<Signature> SignMessageAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default) => signer.SignMessageAsync(message, cancellationToken);
}
