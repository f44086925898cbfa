using Rollup.Ethereum.JsonRpc;
using Rollup.Primitives;

namespace Rollup.Ethereum.Accounts;

/// <summary>A transaction to send; what is left out is found out.</summary>
public sealed record TransactionRequest
{
    /// <summary>Whom to call; null creates a contract from <see cref="Data"/>.</summary>
    public Address? To { get; init; }

    /// <summary>Call data, or init code.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>Ether that goes along, in wei.</summary>
    public UInt128 Value { get; init; }

    /// <summary>Units of gas; null asks the node and adds a fifth.</summary>
    public ulong? GasLimit { get; init; }

    /// <summary>What to offer; null asks the node.</summary>
    public FeeEstimate? Fees { get; init; }
}
