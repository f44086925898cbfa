using Rollup.Ethereum.Errors;

namespace Rollup.Ethereum.JsonRpc;

/// <summary>How an <see cref="EthereumClient"/> waits and what it understands.</summary>
public sealed record EthereumClientOptions
{
    /// <summary>Longest time for one request.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a request that got no proper answer is sent again, after pauses that double from <see cref="RetryPause"/>. Transactions are never sent again.</summary>
    public int Retries { get; init; }

    /// <summary>The first such pause.</summary>
    public TimeSpan RetryPause { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>First pause between two looks for a receipt; doubles up to a second.</summary>
    public TimeSpan ReceiptPoll { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Longest time to wait for a receipt.</summary>
    public TimeSpan ReceiptTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Custom errors that are named when a contract reverts with them.</summary>
    public ContractErrors Errors { get; init; } = ContractErrors.Official;
}
