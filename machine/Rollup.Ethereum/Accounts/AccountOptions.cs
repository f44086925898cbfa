namespace Rollup.Ethereum.Accounts;

/// <summary>How careful an <see cref="Account"/> is with its owner's money. The defaults send at the market's price, keep nothing and replace nothing.</summary>
public sealed record AccountOptions
{
    /// <summary>The chain the owner means. Null takes the endpoint's word.</summary>
    public ulong? ChainId { get; init; }

    /// <summary>Most wei per unit of gas to offer, priority fee included. Null is no ceiling.</summary>
    public UInt128? FeeCeiling { get; init; }

    /// <summary>Told what a transaction costs before it is signed; throws to stop it.</summary>
    public Func<TransactionQuote, CancellationToken, ValueTask>? BeforeSigning { get; init; }

    /// <summary>Where sent transactions are kept until they are in a block, so that a restart counts nonces right. Null keeps them in memory.</summary>
    public string? JournalFolder { get; init; }

    /// <summary>How long a transaction may wait for a block before it is replaced by one that offers more. Null never replaces.</summary>
    public TimeSpan? ReplaceAfter { get; init; }

    /// <summary>How often one transaction is replaced.</summary>
    public int ReplacementsMax { get; init; } = 5;
}
