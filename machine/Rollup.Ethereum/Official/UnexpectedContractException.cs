using Rollup.Ethereum.Errors;
using Rollup.Primitives;

namespace Rollup.Ethereum.Official;

/// <summary>An address holds another contract than was thought, or none.</summary>
/// <param name="contract">The address.</param>
/// <param name="expected">What it should have answered.</param>
/// <param name="result">What it answered.</param>
public sealed class UnexpectedContractException(Address contract, string expected, byte[] result)
    : EthereumException(result.Length == 0
        ? $"{contract.ToChecksumString()} answered nothing where {expected} was expected: there is no such contract on this chain"
        : $"{contract.ToChecksumString()} answered {result.Length} bytes where {expected} was expected: it is another contract")
{
    /// <summary>The address.</summary>
    public Address Contract { get; } = contract;
}
