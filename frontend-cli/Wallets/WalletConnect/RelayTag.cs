namespace ModelMarket.Cli.Wallets.WalletConnect;

/// <summary>What a message is, told to the relay beside the sealed text (WalletConnect Sign, RPC methods).</summary>
internal static class RelayTag
{
    /// <summary>wc_sessionPropose.</summary>
    public const int Propose = 1100;

    /// <summary>The answer to wc_sessionSettle.</summary>
    public const int SettleAnswer = 1103;

    /// <summary>The answer to wc_sessionUpdate.</summary>
    public const int UpdateAnswer = 1105;

    /// <summary>The answer to wc_sessionExtend.</summary>
    public const int ExtendAnswer = 1107;

    /// <summary>wc_sessionRequest.</summary>
    public const int Request = 1108;

    /// <summary>The answer to wc_sessionEvent.</summary>
    public const int EventAnswer = 1111;

    /// <summary>wc_sessionDelete.</summary>
    public const int Delete = 1112;

    /// <summary>The answer to wc_sessionDelete.</summary>
    public const int DeleteAnswer = 1113;

    /// <summary>The answer to wc_sessionPing.</summary>
    public const int PingAnswer = 1115;
}
