using Rollup.Ethereum.JsonRpc;
using Rollup.Primitives;
using Rollup.Primitives.Abi;

namespace Rollup.Ethereum.Official;

/// <summary>The InputBox 2.2.0.</summary>
/// <param name="client">The chain.</param>
/// <param name="address">Where it lies.</param>
public sealed class InputBoxContract(EthereumClient client, Address address)
{
    private static readonly byte[] AddInputSelector = AbiSignature.Selector("addInput(address,bytes)");
    private static readonly byte[] GetNumberOfInputsSelector = AbiSignature.Selector("getNumberOfInputs(address)");
    private static readonly byte[] GetInputHashSelector = AbiSignature.Selector("getInputHash(address,uint256)");
    private static readonly byte[] GetDeploymentBlockNumberSelector = AbiSignature.Selector("getDeploymentBlockNumber()");
    private readonly ContractView _view = new(client, address);

    /// <summary>Where it lies.</summary>
    public Address Address => address;

    /// <summary>Call data of <c>addInput</c>.</summary>
    public static byte[] AddInput(Address application, ReadOnlySpan<byte> payload) =>
        new AbiWriter().WriteAddress(application).WriteBytes(payload).ToArray(AddInputSelector);

    /// <summary>How many inputs an application has.</summary>
    public Task<ulong> GetNumberOfInputsAsync(Address application, BlockTag tag = default, CancellationToken cancellationToken = default) =>
        _view.UInt64Async(new AbiWriter().WriteAddress(application).ToArray(GetNumberOfInputsSelector), tag, cancellationToken);

    /// <summary>keccak256 of an input's blob.</summary>
    public Task<Hash32> GetInputHashAsync(Address application, ulong index, BlockTag tag = default, CancellationToken cancellationToken = default) =>
        _view.HashAsync(new AbiWriter().WriteAddress(application).WriteUInt(index).ToArray(GetInputHashSelector), tag, cancellationToken);

    /// <summary>The block it was deployed in.</summary>
    public Task<ulong> GetDeploymentBlockNumberAsync(CancellationToken cancellationToken = default) =>
        _view.UInt64Async(GetDeploymentBlockNumberSelector, BlockTag.Latest, cancellationToken);
}
