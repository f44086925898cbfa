namespace ModelMarket.Cli.Wallets.WalletConnect;

/// <summary>A session with a wallet as it is kept on disk. It holds the key that messages are sealed with: who has it can ask the phone, not sign.</summary>
/// <param name="Relay">The relay it was made through.</param>
/// <param name="IdentitySeed">The seed of this program's name at the relay, as hexadecimal digits.</param>
/// <param name="Key">The session's key, as hexadecimal digits.</param>
/// <param name="Expiry">Seconds since 1970 from which it counts no more.</param>
/// <param name="Accounts">CAIP-10 accounts, such as <c>eip155:1:0x…</c>.</param>
/// <param name="Peer">The wallet's own name.</param>
/// <param name="Methods">What the wallet takes requests for; null in sessions of earlier versions.</param>
internal sealed record PhoneSession(string Relay, string IdentitySeed, string Key, long Expiry, IReadOnlyList<string> Accounts, string Peer, IReadOnlyList<string>? Methods = null)
{
    /// <summary>The account on a chain: its address as text; null when the session has none there.</summary>
    public string? AccountOn(ulong chainId)
    {
        var prefix = Caip2(chainId) + ":";
        return Accounts.FirstOrDefault(account => account.StartsWith(prefix, StringComparison.Ordinal))?[prefix.Length..];
    }

    /// <summary>A chain as WalletConnect names it (CAIP-2).</summary>
    public static string Caip2(ulong chainId) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"eip155:{chainId}");
}
