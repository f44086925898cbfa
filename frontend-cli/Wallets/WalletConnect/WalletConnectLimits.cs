namespace ModelMarket.Cli.Wallets.WalletConnect;

/// <summary>Every bound of the WalletConnect client. Times are those of the protocol's own table.</summary>
internal static class WalletConnectLimits
{
    /// <summary>Longest message of a relay.</summary>
    public const int MessageBytesMax = 1 << 20;

    /// <summary>Messages that may wait to be looked at.</summary>
    public const int MessagesWaitingMax = 256;

    /// <summary>How often a broken connection is opened again in one request.</summary>
    public const int ReconnectsMax = 5;

    /// <summary>How long a proposal, its answer and the settlement live at the relay.</summary>
    public static readonly TimeSpan Proposal = TimeSpan.FromMinutes(5);

    /// <summary>How long a request lives at the relay.</summary>
    public static readonly TimeSpan Request = TimeSpan.FromMinutes(15);

    /// <summary>How long everything else lives at the relay.</summary>
    public static readonly TimeSpan Notice = TimeSpan.FromDays(1);

    /// <summary>How long a person has to press a button.</summary>
    public static readonly TimeSpan Person = TimeSpan.FromMinutes(5);

    /// <summary>How long a relay has to answer.</summary>
    public static readonly TimeSpan Relay = TimeSpan.FromSeconds(20);
}
