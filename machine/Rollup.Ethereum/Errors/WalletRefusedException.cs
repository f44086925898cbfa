namespace Rollup.Ethereum.Errors;

/// <summary>Whoever holds the key said no. Nothing was signed.</summary>
/// <param name="reason">The wallet's words.</param>
public sealed class WalletRefusedException(string reason) : EthereumException($"the wallet refused: {reason}");
