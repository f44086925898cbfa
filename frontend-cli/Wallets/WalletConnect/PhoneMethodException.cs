namespace ModelMarket.Cli.Wallets.WalletConnect;

/// <summary>The wallet has no such request, whatever it agreed to when it paired. Nothing was signed.</summary>
/// <param name="words">The wallet's words.</param>
internal sealed class PhoneMethodException(string words) : Exception(words);
