namespace ModelMarket.Cli.Wallets;

/// <summary>What <c>wallet fund</c> did.</summary>
/// <param name="Address">Who got it.</param>
/// <param name="Given">What, in words.</param>
internal sealed record FundView(string Address, string Given);
