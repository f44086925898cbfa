using System.Text;
using ModelMarket.Cli.Session;
using ModelMarket.Contracts;
using ModelMarket.Core;
using Rollup.Ethereum.Accounts;
using Rollup.Ethereum.Dev;
using Rollup.Ethereum.Host;
using Rollup.Ethereum.JsonRpc;
using Rollup.Ethereum.Keys;
using Rollup.Ethereum.Official;
using Rollup.Guest;
using Rollup.Node;
using Rollup.Node.GuestHost;
using Rollup.Node.Guests;
using Rollup.Node.Logs;
using Rollup.Primitives;

namespace ModelMarket.Cli.Local;

/// <summary>
/// A whole market on this machine: anvil, the official contracts 2.2.0, an application of its own, the escrow, a token that anyone mints,
/// and a node that runs the dapp. Ends with what it started.
/// </summary>
internal sealed class LocalNetwork : IAsyncDisposable
{
    /// <summary>Account of the development mnemonic that deploys and owns application and Authority and signs the claims.</summary>
    public const int OperatorAccount = 9;

    /// <summary>Accounts that anvil funds.</summary>
    public const int FundedAccounts = 10;

    private const string ApplicationName = "modelmarket";
    private const string TokenName = "Test Token";
    private const string TokenSymbol = "TST";

    private readonly AnvilProcess _anvil;
    private readonly LocalNetworkOptions _options;
    private RollupNode? _node;
    private ProcessGuest? _process;

    private LocalNetwork(AnvilProcess anvil, DappCommand dapp, LocalNetworkOptions options)
    {
        _anvil = anvil;
        _options = options;
        Dapp = dapp;
        Ethereum = new EthereumClient(anvil.Url);
    }

    /// <summary>How the dapp runs.</summary>
    public DappCommand Dapp { get; }

    /// <summary>The chain.</summary>
    public EthereumClient Ethereum { get; }

    /// <summary>What only a development chain can do.</summary>
    public DevChain Chain => new(Ethereum);

    /// <summary>Where everything is.</summary>
    public LocalMarket Market { get; private set; } = null!;

    /// <summary>How to run the dapp as this network does.</summary>
    public GuestOptions Guest => GuestOf(Dapp, _options.Genesis, _options.Log);

    /// <summary>The dapp's process; null while none runs.</summary>
    public int? DappProcessId => _process?.ProcessId;

    /// <summary>How often the node had to start the dapp again.</summary>
    public int DappRestarts => _process?.RestartCount ?? 0;

    /// <summary>How to run a dapp with a genesis.</summary>
    public static GuestOptions GuestOf(DappCommand dapp, Genesis genesis, Action<string> log) =>
        new(dapp.FileName, [.. dapp.Arguments, Encoding.UTF8.GetString(genesis.Encode()), RollupLoop.SnapshotArgument]) { Log = log };

    /// <summary>Starts everything.</summary>
    public static async Task<LocalNetwork> StartAsync(LocalNetworkOptions options, CancellationToken cancellation)
    {
        OpenSsl.Require(); // Every account here is of the development mnemonic.
        var dapp = await DappBuild.LocateAsync(options.AllowNative, options.Say, cancellation);
        var anvil = await StartAnvilAsync(options, cancellation);
        var network = new LocalNetwork(anvil, dapp, options);
        try
        {
            await network.DeployAsync(cancellation);
            await network.StartNodeAsync(cancellation);
            return network;
        }
        catch
        {
            await network.DisposeAsync();
            throw;
        }
    }

    /// <summary>A session of one user on this network.</summary>
    /// <param name="home">The user's folder.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<MarketSession> SessionAsync(string home, CancellationToken cancellation)
    {
        var ethereum = new EthereumClient(Market.Rpc);
        var chainId = await ethereum.GetChainIdAsync(cancellation);
        return new MarketSession(ethereum, Market.Node, chainId, Market.Application, OfficialAddresses.InputBox, Market.Escrow, home);
    }

    /// <summary>Mines until the epoch of the present block can be claimed.</summary>
    public async Task CloseEpochAsync(CancellationToken cancellation) =>
        await Chain.MinePastEpochAsync(await Ethereum.GetBlockNumberAsync(cancellation), _options.EpochLength, cancellation);

    /// <summary>Stops the node and its dapp; the chain stays.</summary>
    public async Task StopNodeAsync()
    {
        if (_node is { } node)
        {
            _node = null;
            await node.DisposeAsync();
        }
    }

    /// <summary>Starts a node with an empty database: it reads L1 again.</summary>
    public async Task StartNodeAsync(CancellationToken cancellation)
    {
        _node = await RollupNode.StartAsync(
            new NodeOptions
            {
                L1Url = _anvil.Url,
                Applications = [new ApplicationOptions { Name = ApplicationName, Address = Market.Application, Guest = StartGuestAsync, Snapshots = SnapshotPolicy.EveryEpoch }],
                ClaimSigner = Mnemonic.Dev.Key(OperatorAccount),
                KeepReports = _options.KeepReports,
                Port = _options.NodePort,
                Logger = new LineLogger(_options.Log),
            },
            cancellation);
        Market = Market with { Node = _node.Url };
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopNodeAsync();
        Ethereum.Dispose();
        await _anvil.DisposeAsync();
    }

    private static async Task<AnvilProcess> StartAnvilAsync(LocalNetworkOptions options, CancellationToken cancellation)
    {
        try
        {
            return await AnvilProcess.StartAsync(new AnvilOptions { Port = options.RpcPort, AccountCount = FundedAccounts, BlockSeconds = options.BlockSeconds }, cancellation);
        }
        catch (FileNotFoundException missing)
        {
            throw CliFault.Failed(missing.Message, "Install the npm parts: npm ci in contracts/");
        }
        catch (InvalidOperationException fault)
        {
            throw CliFault.Failed($"anvil did not start on port {options.RpcPort}: {fault.Message}", "Is another network running there? --rpc-port 0 takes any free port.");
        }
    }

    private async Task<IGuest> StartGuestAsync(IGuestPast past, CancellationToken cancellation) => _process = await ProcessGuest.StartAsync(Guest, past, cancellation);

    private async Task DeployAsync(CancellationToken cancellation)
    {
        using var deployer = new Account(Ethereum, Mnemonic.Dev.Key(OperatorAccount));
        await OfficialContracts.DeployAsync(deployer, cancellation);
        var deployed = await OfficialContracts.DeployApplicationAsync(
            deployer,
            new ApplicationDeployment
            {
                AuthorityOwner = deployer.Address,
                ApplicationOwner = deployer.Address,
                EpochLength = _options.EpochLength,
                TemplateHash = _options.Genesis.Hash,
            },
            cancellation);
        var escrow = await DeterministicDeployment.DeployAsync(
            deployer, JobEscrowArtifact.InitCode(OfficialAddresses.InputBox, deployed.Application), Hash32.Zero, cancellation);
        var token = await DeterministicDeployment.DeployAsync(deployer, TestTokenArtifact.InitCode(TokenName, TokenSymbol), Hash32.Zero, cancellation);
        if (escrow != EscrowAddress.Of(deployed.Application))
        {
            throw CliFault.Failed($"The escrow lies at {escrow.ToChecksumString()}, the dapp expects it at {EscrowAddress.Of(deployed.Application).ToChecksumString()}.", "The contracts' artifacts and the dapp are of different builds: build both again.");
        }

        Market = new LocalMarket(_anvil.Url, _anvil.Url, deployed.Application, deployed.Consensus, escrow, token);
    }
}
