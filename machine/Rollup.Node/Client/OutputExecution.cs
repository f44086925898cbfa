using Rollup.Ethereum.Accounts;
using Rollup.Ethereum.JsonRpc;
using Rollup.Ethereum.Official;
using Rollup.Node.Rpc;
using Rollup.Primitives;

namespace Rollup.Node.Client;

/// <summary>Executes vouchers on L1 with the proofs that a node gives.</summary>
public static class OutputExecution
{
    /// <summary>The proof of an output.</summary>
    /// <exception cref="InvalidOperationException">The node has no siblings yet: the epoch's claim is not computed.</exception>
    public static OutputValidityProof ProofOf(OutputView output) => new(
        output.Index,
        output.OutputHashesSiblings ?? throw new InvalidOperationException($"output {output.Index} has no proof before the claim of epoch {output.EpochIndex} is computed"));

    /// <summary>Sends <c>Application.executeOutput</c>; anybody may.</summary>
    /// <exception cref="Rollup.Ethereum.Errors.ContractRevertException">The application refuses: its reason says why.</exception>
    public static Task<TransactionReceipt> ExecuteAsync(Account account, Address application, OutputView output, CancellationToken cancellationToken = default) =>
        account.SendAsync(application, ApplicationContract.ExecuteOutput(output.RawData, ProofOf(output)), default, cancellationToken);
}
