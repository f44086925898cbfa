using Rollup.Ethereum.JsonRpc;
using Rollup.Primitives;
using Rollup.Primitives.Abi;

namespace Rollup.Ethereum.Official;

/// <summary>An Application 2.2.0: holds the assets and executes vouchers.</summary>
/// <param name="client">The chain.</param>
/// <param name="address">Where it lies.</param>
public sealed class ApplicationContract(EthereumClient client, Address address)
{
    private static readonly byte[] ExecuteOutputSelector = AbiSignature.Selector("executeOutput(bytes,(uint64,bytes32[]))");
    private static readonly byte[] ValidateOutputSelector = AbiSignature.Selector("validateOutput(bytes,(uint64,bytes32[]))");
    private static readonly byte[] WasOutputExecutedSelector = AbiSignature.Selector("wasOutputExecuted(uint256)");
    private static readonly byte[] GetValidatorSelector = AbiSignature.Selector("getOutputsMerkleRootValidator()");
    private static readonly byte[] GetDataAvailabilitySelector = AbiSignature.Selector("getDataAvailability()");
    private static readonly byte[] GetTemplateHashSelector = AbiSignature.Selector("getTemplateHash()");
    private static readonly byte[] GetDeploymentBlockNumberSelector = AbiSignature.Selector("getDeploymentBlockNumber()");
    private static readonly byte[] GetNumberOfExecutedOutputsSelector = AbiSignature.Selector("getNumberOfExecutedOutputs()");
    private static readonly byte[] OwnerSelector = AbiSignature.Selector("owner()");
    private static readonly byte[] MigrateSelector = AbiSignature.Selector("migrateToOutputsMerkleRootValidator(address)");
    private readonly ContractView _view = new(client, address);

    /// <summary>Where it lies.</summary>
    public Address Address => address;

    /// <summary>Call data of <c>executeOutput</c>; anybody may send it.</summary>
    public static byte[] ExecuteOutput(ReadOnlySpan<byte> output, OutputValidityProof proof) => OutputCall(ExecuteOutputSelector, output, proof);

    /// <summary>Call data of <c>migrateToOutputsMerkleRootValidator</c>, for the owner.</summary>
    public static byte[] MigrateToValidator(Address validator) => new AbiWriter().WriteAddress(validator).ToArray(MigrateSelector);

    /// <summary>Asks the contract whether an output with this proof is in an accepted tree; returns if so.</summary>
    /// <exception cref="Errors.ContractRevertException">It is not; the reason says why.</exception>
    public Task ValidateOutputAsync(ReadOnlyMemory<byte> output, OutputValidityProof proof, CancellationToken cancellationToken = default) =>
        _view.CallAsync(OutputCall(ValidateOutputSelector, output.Span, proof), BlockTag.Latest, cancellationToken);

    /// <summary>Whether a voucher was executed.</summary>
    public Task<bool> WasOutputExecutedAsync(ulong outputIndex, CancellationToken cancellationToken = default) =>
        _view.BoolAsync(new AbiWriter().WriteUInt(outputIndex).ToArray(WasOutputExecutedSelector), BlockTag.Latest, cancellationToken);

    /// <summary>The consensus that accepts its claims.</summary>
    public Task<Address> GetOutputsMerkleRootValidatorAsync(BlockTag tag = default, CancellationToken cancellationToken = default) =>
        _view.AddressAsync(GetValidatorSelector, tag, cancellationToken);

    /// <summary>Where its inputs come from (<see cref="DataAvailability"/>).</summary>
    public Task<byte[]> GetDataAvailabilityAsync(CancellationToken cancellationToken = default) =>
        _view.BytesAsync(GetDataAvailabilitySelector, BlockTag.Latest, cancellationToken);

    /// <summary>The hash of the machine before its first input.</summary>
    public Task<Hash32> GetTemplateHashAsync(CancellationToken cancellationToken = default) =>
        _view.HashAsync(GetTemplateHashSelector, BlockTag.Latest, cancellationToken);

    /// <summary>The block it was deployed in.</summary>
    public Task<ulong> GetDeploymentBlockNumberAsync(CancellationToken cancellationToken = default) =>
        _view.UInt64Async(GetDeploymentBlockNumberSelector, BlockTag.Latest, cancellationToken);

    /// <summary>How many vouchers were executed.</summary>
    public Task<ulong> GetNumberOfExecutedOutputsAsync(BlockTag tag = default, CancellationToken cancellationToken = default) =>
        _view.UInt64Async(GetNumberOfExecutedOutputsSelector, tag, cancellationToken);

    /// <summary>Who may move it to another consensus.</summary>
    public Task<Address> GetOwnerAsync(CancellationToken cancellationToken = default) =>
        _view.AddressAsync(OwnerSelector, BlockTag.Latest, cancellationToken);

    private static byte[] OutputCall(byte[] selector, ReadOnlySpan<byte> output, OutputValidityProof proof)
    {
        var siblings = new AbiWriter();
        foreach (Hash32 sibling in proof.OutputHashesSiblings)
            siblings.WriteHash(sibling);
        var tuple = new AbiWriter().WriteUInt(proof.OutputIndex).WriteArray(proof.OutputHashesSiblings.Count, siblings);
        return new AbiWriter().WriteBytes(output).WriteTuple(tuple).ToArray(selector);
    }
}
