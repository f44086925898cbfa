using Rollup.Ethereum.Accounts;
using Rollup.Ethereum.JsonRpc;
using Rollup.Primitives;

namespace Rollup.Ethereum.Keys;

/// <summary>A wallet that signs and sends by itself (<c>eth_sendTransaction</c>): a node's or a signer's account, a phone.</summary>
public interface ITransactionSender : IWallet
{
    /// <summary>Has a transaction signed and sent. The wallet chooses the nonce; what the quote says of gas and fees is what it is asked to use.</summary>
    /// <param name="chain">The chain the transaction is for; a wallet without an endpoint of its own sends through it.</param>
    /// <param name="quote">What was shown to the user.</param>
    /// <param name="data">Call data, or init code.</param>
    /// <param name="cancellationToken">Stops waiting; the wallet may still send.</param>
    /// <returns>The transaction's hash.</returns>
    /// <exception cref="Errors.WalletRefusedException">Whoever holds the key said no.</exception>
    Task<Hash32> SendTransactionAsync(EthereumClient chain, TransactionQuote quote, ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default);
}
