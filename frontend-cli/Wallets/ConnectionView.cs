namespace ModelMarket.Cli.Wallets;

/// <summary>A session with a wallet on a phone.</summary>
/// <param name="Wallet">What the wallet calls itself.</param>
/// <param name="Address">Its account on the chain.</param>
/// <param name="ChainId">The chain.</param>
/// <param name="Expires">Seconds since 1970.</param>
internal sealed record ConnectionView(string Wallet, string Address, ulong ChainId, long Expires);
