using Rollup.Ethereum.Accounts;
using Rollup.Ethereum.Dev;
using Rollup.Ethereum.JsonRpc;
using Rollup.Ethereum.Keys;
using Rollup.Ethereum.Official;
using Rollup.Node.Client;
using Rollup.Node.Logs;
using Rollup.Node.Rpc;

namespace Rollup.Node.Dev;

/// <summary>Everything a rollup needs on one machine: anvil, the official contracts, an Application with its Authority, and a node that runs the guest.</summary>
public sealed class DevNetwork : IAsyncDisposable
{
    /// <summary>The account of the dev phrase that owns Application and Authority and signs claims: the last of anvil's ten, so that the first ones are free for users.</summary>
    public const int OperatorIndex = 9;

    private readonly DevNetworkOptions _options;
    private RollupNode? _node;

    private DevNetwork(DevNetworkOptions options, AnvilProcess anvil)
    {
        _options = options;
        Anvil = anvil;
        L1 = new EthereumClient(anvil.Url);
    }

    /// <summary>The chain's process.</summary>
    public AnvilProcess Anvil { get; }

    /// <summary>A client of the chain.</summary>
    public EthereumClient L1 { get; }

    /// <summary>What only a development chain can do.</summary>
    public DevChain Chain => new(L1);

    /// <summary>The application on the chain.</summary>
    public DeployedApplication Deployed { get; private set; } = null!;

    /// <summary>The node.</summary>
    public RollupNode Node => _node!;

    /// <summary>A client of the node.</summary>
    public RollupNodeClient Client { get; private set; } = null!;

    /// <summary>Starts all of it. Takes about two seconds.</summary>
    public static async Task<DevNetwork> StartAsync(DevNetworkOptions options, CancellationToken cancellationToken = default)
    {
        AnvilProcess anvil = await AnvilProcess.StartAsync(options.Anvil, cancellationToken).ConfigureAwait(false);
        var network = new DevNetwork(options, anvil);
        try
        {
            await network.DeployAsync(cancellationToken).ConfigureAwait(false);
            await network.StartNodeAsync(cancellationToken).ConfigureAwait(false);
            return network;
        }
        catch
        {
            await network.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>An account of the dev phrase; dispose it after use.</summary>
    public Account Account(int index) => new(L1, Mnemonic.Parse(_options.Anvil.Phrase).Key(index));

    /// <summary>Mines until the epoch of the head is over and waits until its claim was accepted.</summary>
    /// <returns>The last epoch that has inputs; null when there never was an input.</returns>
    /// <exception cref="TimeoutException">The claim was not accepted in the time given.</exception>
    public async Task<EpochView?> CloseEpochAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        ulong head = await L1.GetBlockNumberAsync(cancellationToken).ConfigureAwait(false);
        var inputBox = new InputBoxContract(L1, OfficialAddresses.InputBox);
        ulong inputs = await inputBox.GetNumberOfInputsAsync(Deployed.Application, BlockTag.Number(head), cancellationToken).ConfigureAwait(false);
        await Chain.MinePastEpochAsync(head, _options.EpochLength, cancellationToken).ConfigureAwait(false);
        if (inputs == 0)
            return null;

        InputView last = await Client.WaitForInputAsync(inputs - 1, timeout, cancellationToken).ConfigureAwait(false);
        return await Client.WaitForClaimAsync(last.EpochIndex, timeout, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops the node and starts another one over the same chain and databases.</summary>
    public async Task RestartNodeAsync(CancellationToken cancellationToken = default)
    {
        await StopNodeAsync().ConfigureAwait(false);
        await StartNodeAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopNodeAsync().ConfigureAwait(false);
        L1.Dispose();
        await Anvil.DisposeAsync().ConfigureAwait(false);
    }

    private async Task DeployAsync(CancellationToken cancellationToken)
    {
        using Account account = Account(OperatorIndex);
        await OfficialContracts.DeployAsync(account, cancellationToken).ConfigureAwait(false);
        var deployment = new ApplicationDeployment
        {
            AuthorityOwner = account.Address,
            ApplicationOwner = account.Address,
            EpochLength = _options.EpochLength,
            TemplateHash = _options.TemplateHash,
            Salt = _options.Salt,
        };
        // A chain that was loaded from a state file has it already.
        Deployed = await OfficialContracts.FindApplicationAsync(L1, deployment, cancellationToken).ConfigureAwait(false)
            ?? await OfficialContracts.DeployApplicationAsync(account, deployment, cancellationToken).ConfigureAwait(false);
    }

    private async Task StartNodeAsync(CancellationToken cancellationToken)
    {
        _node = await RollupNode.StartAsync(
            new NodeOptions
            {
                L1Url = Anvil.Url,
                Applications = [new ApplicationOptions { Name = _options.Name, Address = Deployed.Application, Guest = _options.Guest, Snapshots = _options.Snapshots }],
                ClaimSigner = Mnemonic.Parse(_options.Anvil.Phrase).Key(OperatorIndex),
                DatabaseFolder = _options.DatabaseFolder,
                KeepReports = _options.KeepReports,
                Port = _options.NodePort,
                PollInterval = TimeSpan.FromMilliseconds(20),
                Logger = new LineLogger(_options.Log),
            },
            cancellationToken).ConfigureAwait(false);
        Client = new RollupNodeClient(_node.Url, _options.Name);
    }

    private async Task StopNodeAsync()
    {
        if (_node is null)
            return;

        Client.Dispose();
        await _node.DisposeAsync().ConfigureAwait(false);
        _node = null;
    }
}
