using Rollup.Ethereum.Errors;
using Rollup.Ethereum.JsonRpc;
using Rollup.Ethereum.Official;
using Rollup.Primitives;

namespace Rollup.Node.L1;

/// <summary>What the contracts say about an application once and for all.</summary>
internal sealed record ApplicationFacts
{
    public required ulong ChainId { get; init; }

    public required Address Application { get; init; }

    public required Address Consensus { get; init; }

    public required Address InputBox { get; init; }

    public required Hash32 TemplateHash { get; init; }

    public required byte[] DataAvailability { get; init; }

    public required ulong EpochLength { get; init; }

    public required bool IsQuorum { get; init; }

    /// <summary>The owner of an Authority; null for a Quorum.</summary>
    public required Address? ClaimOwner { get; init; }

    public required ulong InputBoxBlock { get; init; }

    /// <summary>The first block that can hold an input or an execution.</summary>
    public required ulong FirstBlock { get; init; }

    /// <summary>Reads them.</summary>
    /// <exception cref="UnexpectedContractException">There is no such application on this chain.</exception>
    /// <exception cref="NotSupportedException">Its inputs do not come from an InputBox.</exception>
    public static async Task<ApplicationFacts> ReadAsync(EthereumClient client, Address application, CancellationToken cancellationToken)
    {
        var contract = new ApplicationContract(client, application);
        byte[] dataAvailability = await contract.GetDataAvailabilityAsync(cancellationToken).ConfigureAwait(false);
        if (!Ethereum.Official.DataAvailability.TryDecodeInputBox(dataAvailability, out Address inputBoxAddress))
            throw new NotSupportedException($"application {application} takes its inputs from somewhere else than an InputBox ({Hex.Encode(dataAvailability)}), which this node cannot read");

        var inputBox = new InputBoxContract(client, inputBoxAddress);
        var consensus = new ConsensusContract(client, await contract.GetOutputsMerkleRootValidatorAsync(default, cancellationToken).ConfigureAwait(false));
        Address? owner = await OwnerAsync(consensus, cancellationToken).ConfigureAwait(false);
        ulong inputBoxBlock = await inputBox.GetDeploymentBlockNumberAsync(cancellationToken).ConfigureAwait(false);
        return new ApplicationFacts
        {
            ChainId = await client.GetChainIdAsync(cancellationToken).ConfigureAwait(false),
            Application = application,
            Consensus = consensus.Address,
            InputBox = inputBoxAddress,
            TemplateHash = await contract.GetTemplateHashAsync(cancellationToken).ConfigureAwait(false),
            DataAvailability = dataAvailability,
            EpochLength = await consensus.GetEpochLengthAsync(cancellationToken).ConfigureAwait(false),
            IsQuorum = owner is null,
            ClaimOwner = owner,
            InputBoxBlock = inputBoxBlock,
            FirstBlock = await FirstBlockAsync(contract, inputBox, inputBoxBlock, cancellationToken).ConfigureAwait(false),
        };
    }

    // A Quorum has no owner() and reverts.
    private static async Task<Address?> OwnerAsync(ConsensusContract consensus, CancellationToken cancellationToken)
    {
        try
        {
            return await consensus.GetOwnerAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ContractRevertException)
        {
            return null;
        }
    }

    // The InputBox takes inputs for addresses without code, so there may be some from before the deployment. A provider without old state cannot say.
    private static async Task<ulong> FirstBlockAsync(ApplicationContract application, InputBoxContract inputBox, ulong inputBoxBlock, CancellationToken cancellationToken)
    {
        ulong deployed = await application.GetDeploymentBlockNumberAsync(cancellationToken).ConfigureAwait(false);
        if (deployed <= inputBoxBlock)
            return inputBoxBlock;
        try
        {
            ulong before = await inputBox.GetNumberOfInputsAsync(application.Address, BlockTag.Number(deployed - 1), cancellationToken).ConfigureAwait(false);
            return before == 0 ? deployed : inputBoxBlock;
        }
        catch (EthereumException)
        {
            return inputBoxBlock;
        }
    }
}
