using Rollup.Ethereum.JsonRpc;
using Rollup.Primitives;
using Rollup.Primitives.Abi;

namespace Rollup.Ethereum.Official;

/// <summary>What Authority and Quorum 2.2.0 share.</summary>
/// <param name="client">The chain.</param>
/// <param name="address">Where it lies.</param>
public sealed class ConsensusContract(EthereumClient client, Address address)
{
    private static readonly byte[] SubmitClaimSelector = AbiSignature.Selector("submitClaim(address,uint256,bytes32)");
    private static readonly byte[] IsRootValidSelector = AbiSignature.Selector("isOutputsMerkleRootValid(address,bytes32)");
    private static readonly byte[] GetEpochLengthSelector = AbiSignature.Selector("getEpochLength()");
    private static readonly byte[] GetNumberOfAcceptedClaimsSelector = AbiSignature.Selector("getNumberOfAcceptedClaims()");
    private static readonly byte[] NumOfValidatorsSelector = AbiSignature.Selector("numOfValidators()");
    private static readonly byte[] ValidatorIdSelector = AbiSignature.Selector("validatorId(address)");
    private static readonly byte[] OwnerSelector = AbiSignature.Selector("owner()");
    private readonly ContractView _view = new(client, address);

    /// <summary>Where it lies.</summary>
    public Address Address => address;

    /// <summary>Call data of <c>submitClaim</c>: the outputs root after every block up to and with <paramref name="lastProcessedBlock"/>.</summary>
    public static byte[] SubmitClaim(Address application, ulong lastProcessedBlock, Hash32 outputsMerkleRoot) =>
        new AbiWriter().WriteAddress(application).WriteUInt(lastProcessedBlock).WriteHash(outputsMerkleRoot).ToArray(SubmitClaimSelector);

    /// <summary>Whether proofs against this root are good for this application.</summary>
    public Task<bool> IsOutputsMerkleRootValidAsync(Address application, Hash32 root, CancellationToken cancellationToken = default) =>
        _view.BoolAsync(new AbiWriter().WriteAddress(application).WriteHash(root).ToArray(IsRootValidSelector), BlockTag.Latest, cancellationToken);

    /// <summary>Blocks per epoch, counted from block 0.</summary>
    public Task<ulong> GetEpochLengthAsync(CancellationToken cancellationToken = default) =>
        _view.UInt64Async(GetEpochLengthSelector, BlockTag.Latest, cancellationToken);

    /// <summary>Claims accepted, over all applications.</summary>
    public Task<ulong> GetNumberOfAcceptedClaimsAsync(BlockTag tag = default, CancellationToken cancellationToken = default) =>
        _view.UInt64Async(GetNumberOfAcceptedClaimsSelector, tag, cancellationToken);

    /// <summary>The owner of an Authority; a Quorum has none and reverts.</summary>
    public Task<Address> GetOwnerAsync(CancellationToken cancellationToken = default) =>
        _view.AddressAsync(OwnerSelector, BlockTag.Latest, cancellationToken);

    /// <summary>The number of validators of a Quorum; an Authority has none and reverts.</summary>
    public Task<ulong> GetNumberOfValidatorsAsync(CancellationToken cancellationToken = default) =>
        _view.UInt64Async(NumOfValidatorsSelector, BlockTag.Latest, cancellationToken);

    /// <summary>The number of a validator of a Quorum, from 1; 0 for anybody else. An Authority has none and reverts.</summary>
    public Task<ulong> GetValidatorIdAsync(Address validator, CancellationToken cancellationToken = default) =>
        _view.UInt64Async(new AbiWriter().WriteAddress(validator).ToArray(ValidatorIdSelector), BlockTag.Latest, cancellationToken);
}
