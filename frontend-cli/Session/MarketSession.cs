using ModelMarket.Cli.Session.Node;
using Rollup.Ethereum.Accounts;
using Rollup.Ethereum.Host;
using Rollup.Ethereum.JsonRpc;
using Rollup.Ethereum.Keys;
using Rollup.Primitives;

namespace ModelMarket.Cli.Session;

/// <summary>One market as seen by one user: the chain, the node, the contracts and the folder of state.</summary>
internal sealed class MarketSession : IDisposable
{
    private readonly HttpClient _http;
    private readonly string _home;

    /// <summary>Joins the parts; the session owns <paramref name="ethereum"/>.</summary>
    public MarketSession(EthereumClient ethereum, Uri node, ulong chainId, Address application, Address inputBox, Address escrow, string home)
    {
        _http = new HttpClient(HostHttp.Of(new SocketsHttpHandler())) { Timeout = TimeSpan.FromSeconds(100) };
        _home = home;
        Ethereum = ethereum;
        Node = new NodeClient(_http, node, application.ToChecksumString());
        ChainId = chainId;
        Application = application;
        InputBox = inputBox;
        Escrow = escrow;
        State = new StateFolder(home, chainId, escrow);
    }

    /// <summary>The chain.</summary>
    public EthereumClient Ethereum { get; }

    /// <summary>The rollups node.</summary>
    public NodeClient Node { get; }

    /// <summary>The chain's id.</summary>
    public ulong ChainId { get; }

    /// <summary>The application contract.</summary>
    public Address Application { get; }

    /// <summary>The InputBox of the application.</summary>
    public Address InputBox { get; }

    /// <summary>The market's escrow, which follows from the application's address.</summary>
    public Address Escrow { get; }

    /// <summary>The user's files of this market.</summary>
    public StateFolder State { get; }

    /// <summary>How careful its accounts are; the defaults of tests and of the local network keep nothing.</summary>
    public AccountOptions Sending { get; init; } = new();

    /// <summary>Whether sent transactions are kept over restarts.</summary>
    public bool KeepsJournal { get; init; }

    /// <summary>A block explorer of the chain; null where none is known.</summary>
    public string? Explorer { get; init; }

    /// <summary>The same market with connections of its own.</summary>
    public MarketSession Copy() =>
        new(new EthereumClient(Ethereum.Url, Ethereum.Options), Node.Address, ChainId, Application, InputBox, Escrow, _home) { Sending = Sending, KeepsJournal = KeepsJournal, Explorer = Explorer };

    /// <summary>The newest block: its time is what messages sent now are judged by, or a little later.</summary>
    public async Task<BlockHeader> HeadAsync(CancellationToken cancellation) =>
        await Ethereum.GetBlockAsync(BlockTag.Latest, cancellation) ?? throw CliFault.Unreachable("The Ethereum endpoint has no latest block.");

    /// <summary>Somebody who sends transactions on this chain.</summary>
    public Account AccountOf(IWallet wallet) => new(Ethereum, wallet, KeepsJournal ? Sending with { JournalFolder = JournalOf(wallet.Address) } : Sending);

    private string JournalOf(Address account) =>
        Path.Combine(_home, ChainId.ToString(System.Globalization.CultureInfo.InvariantCulture), "sent", account.ToString());

    /// <inheritdoc/>
    public void Dispose()
    {
        _http.Dispose();
        Ethereum.Dispose();
    }
}
