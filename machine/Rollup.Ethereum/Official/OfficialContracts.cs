using Rollup.Ethereum.Accounts;
using Rollup.Ethereum.JsonRpc;
using Rollup.Primitives;

namespace Rollup.Ethereum.Official;

/// <summary>Brings the official contracts 2.2.0 onto a chain that does not have them.</summary>
public static class OfficialContracts
{
    /// <summary>Deploys what is missing, through the deterministic deployment proxy, and checks that everything lies at its known address.</summary>
    /// <returns>The names of those that were deployed now.</returns>
    /// <exception cref="InvalidOperationException">An address is not the known one: the embedded bytecode is not that of 2.2.0.</exception>
    public static async Task<IReadOnlyList<string>> DeployAsync(Account account, CancellationToken cancellationToken = default)
    {
        var deployed = new List<string>();
        foreach (var (name, expected, initCode) in OfficialArtifacts.InDeploymentOrder())
        {
            if (DeterministicDeployment.AddressOf(initCode) != expected)
                throw new InvalidOperationException($"the embedded {name} would not lie at {expected.ToChecksumString()}: this is not rollups-contracts 2.2.0");
            if ((await account.Client.GetCodeAsync(expected, default, cancellationToken).ConfigureAwait(false)).Length > 0)
                continue;

            await DeterministicDeployment.DeployAsync(account, initCode, default, cancellationToken).ConfigureAwait(false);
            deployed.Add(name);
        }
        return deployed;
    }

    /// <summary>The names of those the chain does not have.</summary>
    public static async Task<IReadOnlyList<string>> MissingAsync(EthereumClient client, CancellationToken cancellationToken = default)
    {
        var missing = new List<string>();
        foreach (var (name, expected, _) in OfficialArtifacts.InDeploymentOrder())
        {
            if ((await client.GetCodeAsync(expected, default, cancellationToken).ConfigureAwait(false)).Length == 0)
                missing.Add(name);
        }
        return missing;
    }

    /// <summary>Where a deployment lies, if it was made before.</summary>
    public static async Task<DeployedApplication?> FindApplicationAsync(EthereumClient client, ApplicationDeployment deployment, CancellationToken cancellationToken = default)
    {
        (Address application, Address authority) = await AddressesOfAsync(client, deployment, cancellationToken).ConfigureAwait(false);
        if ((await client.GetCodeAsync(application, default, cancellationToken).ConfigureAwait(false)).Length == 0)
            return null;

        ulong block = await new ApplicationContract(client, application).GetDeploymentBlockNumberAsync(cancellationToken).ConfigureAwait(false);
        return new DeployedApplication(application, authority, block);
    }

    /// <summary>Puts a new Application and an Authority of its own on the chain, in one transaction of the SelfHostedApplicationFactory.</summary>
    /// <param name="account">Who pays for it.</param>
    /// <param name="deployment">What to deploy.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="Errors.ContractRevertException">The same was deployed before with this salt, or an owner is the zero address.</exception>
    public static async Task<DeployedApplication> DeployApplicationAsync(Account account, ApplicationDeployment deployment, CancellationToken cancellationToken = default)
    {
        (Address application, Address authority) = await AddressesOfAsync(account.Client, deployment, cancellationToken).ConfigureAwait(false);
        TransactionReceipt receipt = await account.SendAsync(
            OfficialAddresses.SelfHostedApplicationFactory, SelfHostedApplicationFactory.DeployContracts(deployment), default, cancellationToken).ConfigureAwait(false);
        return new DeployedApplication(application, authority, receipt.BlockNumber);
    }

    private static async Task<(Address Application, Address Authority)> AddressesOfAsync(
        EthereumClient client, ApplicationDeployment deployment, CancellationToken cancellationToken) =>
        SelfHostedApplicationFactory.DecodeAddresses(await client.CallAsync(
            OfficialAddresses.SelfHostedApplicationFactory, SelfHostedApplicationFactory.CalculateAddresses(deployment), cancellationToken).ConfigureAwait(false));
}
