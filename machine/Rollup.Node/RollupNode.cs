using Rollup.Ethereum.Accounts;
using Rollup.Ethereum.JsonRpc;
using Rollup.Ethereum.Official;
using Rollup.Node.Http;
using Rollup.Node.L1;
using Rollup.Node.Lanes;
using Rollup.Node.Logs;
using Rollup.Node.Storage;

namespace Rollup.Node;

/// <summary>A running node: reads inputs from L1, lets guests work, keeps outputs, claims epochs, and answers on the official node's paths.</summary>
public sealed class RollupNode : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly EthereumClient _client;
    private readonly Account? _account;
    private readonly List<ApplicationLane> _lanes = [];
    private readonly List<Task> _work = [];
    private readonly string? _temporaryFolder;
    private NodeServer? _server;
    private NodeGauges? _gauges;
    private int _isDisposed;

    private RollupNode(NodeOptions options)
    {
        Options = options;
        _client = new EthereumClient(options.L1Url, new EthereumClientOptions { Retries = NodeLimits.L1Retries }, options.L1Handler?.Invoke());
        _account = options.ClaimSigner is { } signer ? new Account(_client, signer) : null;
        _temporaryFolder = options.DatabaseFolder is null ? Directory.CreateTempSubdirectory("rollup-node-").FullName : null;
    }

    /// <summary>What <c>cartesi_getNodeVersion</c> answers.</summary>
    public static string Version { get; } = typeof(RollupNode).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    /// <summary>How it runs.</summary>
    public NodeOptions Options { get; }

    /// <summary>Where it listens, without a path.</summary>
    public Uri Url => _server!.Url;

    /// <summary>Starts the guests, brings them to where the databases are, and begins to read L1.</summary>
    /// <exception cref="Rollup.Ethereum.Errors.EthereumException">L1 does not answer for <see cref="NodeOptions.StartPatience"/>, or has no such application.</exception>
    /// <exception cref="GuestHost.GuestFailedException">A guest cannot be started, or gives other outputs than those in its database.</exception>
    /// <exception cref="StoreMismatchException">A database belongs to something else.</exception>
    public static async Task<RollupNode> StartAsync(NodeOptions options, CancellationToken cancellationToken = default)
    {
        Check(options);
        var node = new RollupNode(options);
        try
        {
            await node.StartAsync(cancellationToken).ConfigureAwait(false);
            return node;
        }
        catch
        {
            await node.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Stops listening, reading and the guests. What is not yet in a database is worked through again at the next start.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
            return;

        NodeLog.Stopping(Options.Logger);
        await _stop.CancelAsync().ConfigureAwait(false);
        if (_server is not null)
            await _server.DisposeAsync().ConfigureAwait(false);
        await Task.WhenAll(_work).ConfigureAwait(false);
        foreach (ApplicationLane lane in _lanes)
            await lane.DisposeAsync().ConfigureAwait(false);
        _gauges?.Dispose();
        _account?.Dispose();
        _client.Dispose();
        _stop.Dispose();
        if (_temporaryFolder is not null)
            Directory.Delete(_temporaryFolder, recursive: true);
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        var patience = new StartPatience(Options);
        ulong chainId = await patience.TryAsync(() => _client.GetChainIdAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        foreach (ApplicationOptions application in Options.Applications)
            _lanes.Add(await patience.TryAsync(() => LaneAsync(application, cancellationToken), cancellationToken).ConfigureAwait(false));
        foreach (ApplicationLane lane in _lanes)
            await patience.TryAsync(() => lane.StartAsync(cancellationToken), cancellationToken).ConfigureAwait(false);

        var directory = new LaneDirectory(_lanes);
        var rpc = new RpcEndpoint(new RpcMethods(directory, chainId), Options.Logger);
        _server = await NodeServer.StartAsync(Options.Listen, Options.Port, rpc, new InspectEndpoint(directory, Options.Logger), directory, cancellationToken).ConfigureAwait(false);
        _gauges = new NodeGauges(_lanes);
        NodeLog.Listening(Options.Logger, Url);
        foreach (ApplicationLane lane in _lanes)
            _work.Add(Task.Run(() => lane.RunAsync(_stop.Token), CancellationToken.None));
    }

    private async Task<ApplicationLane> LaneAsync(ApplicationOptions application, CancellationToken cancellationToken)
    {
        ApplicationFacts facts = await ApplicationFacts.ReadAsync(_client, application.Address, cancellationToken).ConfigureAwait(false);
        string folder = Options.DatabaseFolder ?? _temporaryFolder!;
        Directory.CreateDirectory(folder);
        Account? account = await ClaimAccountAsync(application, facts, cancellationToken).ConfigureAwait(false);
        ApplicationStore store = ApplicationStore.Open(Path.Combine(folder, $"{application.Address}.db"), facts, Options.DatabaseBytesMax);
        return new ApplicationLane(Options, application, facts, store, new L1Reader(_client, facts, Options), new Claimer(store, facts, account, Options));
    }

    // A consensus takes claims from its own people only: another key would pay for reverted transactions.
    private async Task<Account?> ClaimAccountAsync(ApplicationOptions application, ApplicationFacts facts, CancellationToken cancellationToken)
    {
        if (_account is null)
            return null;

        bool mayClaim = facts.IsQuorum
            ? await new ConsensusContract(_client, facts.Consensus).GetValidatorIdAsync(_account.Address, cancellationToken).ConfigureAwait(false) != 0
            : facts.ClaimOwner == _account.Address;
        if (mayClaim)
            return _account;

        NodeLog.ReadsOnly(Options.Logger, application.Name, _account.Address, facts.Consensus);
        return null;
    }

    private static void Check(NodeOptions options)
    {
        if (options.Applications.Count == 0)
            throw new ArgumentException("a node runs at least one application", nameof(options));
        ArgumentOutOfRangeException.ThrowIfZero(options.LogRangeBlocks, nameof(options));
        foreach (ApplicationOptions application in options.Applications)
        {
            if (!ApplicationName.IsValid(application.Name))
                throw new ArgumentException($"'{application.Name}' is no name: 3 to {NodeLimits.NameMax} of a-z, 0-9, _ and -", nameof(options));
        }
        if (options.Applications.DistinctBy(a => a.Name).Count() != options.Applications.Count || options.Applications.DistinctBy(a => a.Address).Count() != options.Applications.Count)
            throw new ArgumentException("two applications have the same name or address", nameof(options));
    }
}
