using Rollup.Primitives;

namespace ModelMarket.Contracts;

/// <summary>Addresses that follow from what is deployed (EIP-1014), through the deterministic deployment proxy.</summary>
public static class Create2
{
    /// <summary>The proxy: present on every public chain and on anvil. It takes salt and init code as bare calldata.</summary>
    public static Address DeploymentProxy { get; } = Address.Parse("0x4e59b44847b379578588920cA78FbF26c0B4956C");

    /// <summary>The address of a contract that the proxy creates: the last 20 bytes of
    /// <c>keccak256(0xff ++ proxy ++ salt ++ keccak256(initCode))</c>.</summary>
    public static Address AddressOf(Hash32 salt, ReadOnlySpan<byte> initCode)
    {
        Span<byte> preimage = stackalloc byte[1 + Address.SizeBytes + (2 * Hash32.SizeBytes)];
        preimage[0] = 0xff;
        DeploymentProxy.CopyTo(preimage[1..]);
        salt.CopyTo(preimage[(1 + Address.SizeBytes)..]);
        Keccak256.Hash(initCode).CopyTo(preimage[(1 + Address.SizeBytes + Hash32.SizeBytes)..]);
        return Address.FromBytes(Keccak256.Hash(preimage).ToArray().AsSpan(Hash32.SizeBytes - Address.SizeBytes));
    }

    /// <summary>The proxy's calldata that deploys <paramref name="initCode"/>.</summary>
    public static byte[] DeploymentCalldata(Hash32 salt, ReadOnlySpan<byte> initCode) => [.. salt.ToArray(), .. initCode];
}
