using Rollup.Primitives;
using Rollup.Primitives.Abi;

namespace Rollup.Ethereum.Official;

/// <summary>Call data of the AuthorityFactory, the QuorumFactory and the ApplicationFactory, for those who do not want the self-hosted pair.</summary>
public static class ConsensusFactories
{
    private static readonly byte[] NewAuthoritySelector = AbiSignature.Selector("newAuthority(address,uint256,bytes32)");
    private static readonly byte[] CalculateAuthoritySelector = AbiSignature.Selector("calculateAuthorityAddress(address,uint256,bytes32)");
    private static readonly byte[] NewQuorumSelector = AbiSignature.Selector("newQuorum(address[],uint256,bytes32)");
    private static readonly byte[] CalculateQuorumSelector = AbiSignature.Selector("calculateQuorumAddress(address[],uint256,bytes32)");
    private static readonly byte[] NewApplicationSelector = AbiSignature.Selector("newApplication(address,address,bytes32,bytes,bytes32)");
    private static readonly byte[] CalculateApplicationSelector = AbiSignature.Selector("calculateApplicationAddress(address,address,bytes32,bytes,bytes32)");

    /// <summary><c>AuthorityFactory.newAuthority</c>, salted.</summary>
    public static byte[] NewAuthority(Address owner, ulong epochLength, Hash32 salt) => Authority(owner, epochLength, salt).ToArray(NewAuthoritySelector);

    /// <summary><c>AuthorityFactory.calculateAuthorityAddress</c>.</summary>
    public static byte[] CalculateAuthorityAddress(Address owner, ulong epochLength, Hash32 salt) => Authority(owner, epochLength, salt).ToArray(CalculateAuthoritySelector);

    /// <summary><c>QuorumFactory.newQuorum</c>, salted.</summary>
    public static byte[] NewQuorum(IReadOnlyList<Address> validators, ulong epochLength, Hash32 salt) => Quorum(validators, epochLength, salt).ToArray(NewQuorumSelector);

    /// <summary><c>QuorumFactory.calculateQuorumAddress</c>.</summary>
    public static byte[] CalculateQuorumAddress(IReadOnlyList<Address> validators, ulong epochLength, Hash32 salt) =>
        Quorum(validators, epochLength, salt).ToArray(CalculateQuorumSelector);

    /// <summary><c>ApplicationFactory.newApplication</c>, salted, under a consensus that exists.</summary>
    public static byte[] NewApplication(Address consensus, Address owner, Hash32 templateHash, ReadOnlySpan<byte> dataAvailability, Hash32 salt) =>
        Application(consensus, owner, templateHash, dataAvailability, salt).ToArray(NewApplicationSelector);

    /// <summary><c>ApplicationFactory.calculateApplicationAddress</c>.</summary>
    public static byte[] CalculateApplicationAddress(Address consensus, Address owner, Hash32 templateHash, ReadOnlySpan<byte> dataAvailability, Hash32 salt) =>
        Application(consensus, owner, templateHash, dataAvailability, salt).ToArray(CalculateApplicationSelector);

    /// <summary>Reads the one address that all of these return.</summary>
    public static bool TryDecodeAddress(ReadOnlySpan<byte> result, out Address address)
    {
        var reader = new AbiReader(result);
        return reader.TryReadAddress(out address) && reader.TryEnd();
    }

    private static AbiWriter Authority(Address owner, ulong epochLength, Hash32 salt) =>
        new AbiWriter().WriteAddress(owner).WriteUInt(epochLength).WriteHash(salt);

    private static AbiWriter Quorum(IReadOnlyList<Address> validators, ulong epochLength, Hash32 salt)
    {
        var addresses = new AbiWriter();
        foreach (Address validator in validators)
            addresses.WriteAddress(validator);
        return new AbiWriter().WriteArray(validators.Count, addresses).WriteUInt(epochLength).WriteHash(salt);
    }

    private static AbiWriter Application(Address consensus, Address owner, Hash32 templateHash, ReadOnlySpan<byte> dataAvailability, Hash32 salt) =>
        new AbiWriter().WriteAddress(consensus).WriteAddress(owner).WriteHash(templateHash).WriteBytes(dataAvailability).WriteHash(salt);
}
