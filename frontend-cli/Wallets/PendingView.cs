namespace ModelMarket.Cli.Wallets;

/// <summary>A transaction that is in no block yet.</summary>
/// <param name="Nonce">Its place among the sender's.</param>
/// <param name="Transaction">The last version's hash.</param>
/// <param name="To">Whom it calls.</param>
/// <param name="MaxFeeWei">What it offers per unit of gas.</param>
/// <param name="Versions">How many versions were sent.</param>
internal sealed record PendingView(ulong Nonce, string Transaction, string? To, string MaxFeeWei, int Versions);
