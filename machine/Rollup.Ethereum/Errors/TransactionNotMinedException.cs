using Rollup.Primitives;

namespace Rollup.Ethereum.Errors;

/// <summary>A transaction did not get into a block in the time given. It may still.</summary>
/// <param name="transactionHash">The transaction.</param>
/// <param name="waited">How long was waited.</param>
public sealed class TransactionNotMinedException(Hash32 transactionHash, TimeSpan waited)
    : EthereumException($"transaction {transactionHash} is in no block after {waited.TotalSeconds:0.#} s; it may still get into one")
{
    /// <summary>The transaction.</summary>
    public Hash32 TransactionHash { get; } = transactionHash;
}
