using Rollup.Primitives;

namespace Rollup.Ethereum.JsonRpc;

/// <summary>A call to ask about, not to send.</summary>
public sealed record CallRequest
{
    /// <summary>In whose name; null is the zero address.</summary>
    public Address? From { get; init; }

    /// <summary>The contract; null creates one from <see cref="Data"/>.</summary>
    public Address? To { get; init; }

    /// <summary>Call data.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>Ether that goes along, in wei.</summary>
    public UInt128 Value { get; init; }

    /// <summary>Units of gas; null leaves it to the node.</summary>
    public ulong? GasLimit { get; init; }
}
