namespace ModelMarket.Cli.Wallets;

/// <summary>A wallet without its secret.</summary>
/// <param name="Name">What <c>--wallet</c> takes.</param>
/// <param name="Address">Its account; null where its file says none.</param>
/// <param name="File">Where it lies.</param>
/// <param name="BalanceWei">What it holds on the chain of this run; null where no endpoint was asked.</param>
/// <param name="Sent">How many transactions it sent there.</param>
internal sealed record WalletView(string Name, string? Address, string File, string? BalanceWei = null, ulong? Sent = null)
{
    /// <summary>The token of the network, with its symbol; null where none is known.</summary>
    public string? Token { get; init; }

    /// <summary>What it holds of that, in the token's smallest unit.</summary>
    public string? TokenBalance { get; init; }
}
