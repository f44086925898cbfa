namespace ModelMarket.Cli.Wallets.WalletConnect;

/// <summary>A sealed message that a relay delivered.</summary>
/// <param name="Topic">Where it was published.</param>
/// <param name="Text">The envelope as base64.</param>
internal sealed record RelayMessage(string Topic, string Text);
