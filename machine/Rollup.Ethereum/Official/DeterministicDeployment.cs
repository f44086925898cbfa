using Rollup.Ethereum.Accounts;
using Rollup.Primitives;

namespace Rollup.Ethereum.Official;

/// <summary>CREATE2 through the deterministic deployment proxy: the address follows from the init code alone.</summary>
public static class DeterministicDeployment
{
    private const byte Create2Prefix = 0xff;

    /// <summary>The address that <paramref name="initCode"/> gets with this salt: the last 20 bytes of keccak256(0xff ‖ proxy ‖ salt ‖ keccak256(init code)) (EIP-1014).</summary>
    public static Address AddressOf(ReadOnlySpan<byte> initCode, Hash32 salt = default)
    {
        Hash32 digest = Keccak256.Hash([Create2Prefix, .. OfficialAddresses.DeploymentProxy.ToArray(), .. salt.ToArray(), .. Keccak256.Hash(initCode).ToArray()]);
        return Address.FromBytes(digest.ToArray().AsSpan(12));
    }

    /// <summary>Deploys unless the code is there already.</summary>
    /// <returns>The address.</returns>
    /// <exception cref="InvalidOperationException">The chain has no deployment proxy, or there is no code afterwards.</exception>
    public static async Task<Address> DeployAsync(Account account, ReadOnlyMemory<byte> initCode, Hash32 salt = default, CancellationToken cancellationToken = default)
    {
        Address address = AddressOf(initCode.Span, salt);
        if (await HasCodeAsync(account, address, cancellationToken).ConfigureAwait(false))
            return address;
        if (!await HasCodeAsync(account, OfficialAddresses.DeploymentProxy, cancellationToken).ConfigureAwait(false))
            throw new InvalidOperationException($"the chain has no deterministic deployment proxy at {OfficialAddresses.DeploymentProxy.ToChecksumString()}; anvil ships it, other chains need it sent first");

        byte[] data = [.. salt.ToArray(), .. initCode.Span];
        await account.SendAsync(OfficialAddresses.DeploymentProxy, data, default, cancellationToken).ConfigureAwait(false);
        return await HasCodeAsync(account, address, cancellationToken).ConfigureAwait(false)
            ? address
            : throw new InvalidOperationException($"the deployment left no code at {address.ToChecksumString()}");
    }

    private static async Task<bool> HasCodeAsync(Account account, Address address, CancellationToken cancellationToken) =>
        (await account.Client.GetCodeAsync(address, default, cancellationToken).ConfigureAwait(false)).Length > 0;
}
