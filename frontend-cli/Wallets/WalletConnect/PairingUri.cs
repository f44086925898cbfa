using System.Globalization;

namespace ModelMarket.Cli.Wallets.WalletConnect;

/// <summary>What a wallet scans: <c>wc:topic@2?…</c> (WalletConnect Core, Pairing URI; ERC-1328).</summary>
internal static class PairingUri
{
    /// <summary>Writes it.</summary>
    public static string Of(SealedTopic pairing, DateTimeOffset expiry) => string.Create(
        CultureInfo.InvariantCulture, $"wc:{pairing.Name}@2?relay-protocol=irn&symKey={pairing.KeyText}&expiryTimestamp={expiry.ToUnixTimeSeconds()}");
}
