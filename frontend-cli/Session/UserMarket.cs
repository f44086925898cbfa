using ModelMarket.Cli.Market;
using ModelMarket.Cli.Storage;
using Rollup.Ethereum.Accounts;
using Rollup.Ethereum.Keys;

namespace ModelMarket.Cli.Session;

/// <summary>One user at work in one market: account, views, blocks, and the services made of them.</summary>
internal sealed class UserMarket : IDisposable
{
    /// <summary>Joins a session and a wallet; owns the session.</summary>
    public UserMarket(MarketSession session, IWallet wallet, Action<string> say)
    {
        Session = session;
        Account = session.AccountOf(wallet);
        Reader = new MarketReader(session.Node);
        var blocks = new BlockFolder(session.State.Blocks, HostSha256.Instance);
        Content = new ContentLibrary(blocks, blocks, Reader, new BlockArchive(session));
        Sender = new InputSender(session, Account);
        Say = say;
    }

    /// <summary>The market.</summary>
    public MarketSession Session { get; }

    /// <summary>Who acts.</summary>
    public Account Account { get; }

    /// <summary>The market's views.</summary>
    public MarketReader Reader { get; }

    /// <summary>The user's content.</summary>
    public ContentLibrary Content { get; }

    /// <summary>Sends the user's inputs.</summary>
    public InputSender Sender { get; }

    /// <summary>Told steps in words.</summary>
    public Action<string> Say { get; }

    /// <summary>Posts jobs.</summary>
    public Poster Poster => new(this);

    /// <summary>Submits weights.</summary>
    public Submitter Submitter => new(this);

    /// <summary>Says before a submission what it will earn.</summary>
    public Forecaster Forecaster => new(Reader, Content);

    /// <summary>Opens and reveals sealed rows.</summary>
    public GroupOpener Opener => new(Reader, Content, Sender, Say);

    /// <summary>Draws the groups to open.</summary>
    public Drawer Drawer => new(Session, Account);

    /// <summary>What opens this user's sealed rows.</summary>
    public SecretFiles Secrets => new(Session.State);

    /// <summary>Does what is due for this user in a job.</summary>
    public Errands Errands => new(this);

    /// <summary>Does due work.</summary>
    public Ticker Ticker => new(Reader, Sender);

    /// <inheritdoc/>
    public void Dispose()
    {
        Account.Dispose();
        Session.Dispose();
    }
}
