using Rollup.Ethereum.Accounts;
using Rollup.Ethereum.Dev;
using Rollup.Ethereum.JsonRpc;
using Rollup.Ethereum.Keys;
using Rollup.Ethereum.Official;

namespace Rollup.Ethereum.Tests;

/// <summary>One anvil with the official contracts for a test class.</summary>
public sealed class AnvilFixture : IAsyncLifetime
{
    public AnvilProcess Anvil { get; private set; } = null!;

    public EthereumClient Client { get; private set; } = null!;

    public DevChain Dev => new(Client);

    public IReadOnlyList<string> Deployed { get; private set; } = [];

    public Account Account(int index) => new(Client, Mnemonic.Dev.Key(index));

    public async Task InitializeAsync()
    {
        Anvil = await AnvilProcess.StartAsync();
        Client = new EthereumClient(Anvil.Url);
        using Account deployer = Account(0);
        Deployed = await OfficialContracts.DeployAsync(deployer);
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await Anvil.DisposeAsync();
    }
}
