using System.Numerics;
using System.Text.Json.Nodes;
using Rollup.Ethereum.JsonRpc;
using Rollup.Primitives;

namespace Rollup.Ethereum.Accounts;

/// <summary>A transaction and what it costs, before anything is signed.</summary>
/// <param name="ChainId">The chain it is for.</param>
/// <param name="From">Who pays.</param>
/// <param name="To">Whom it calls; null creates a contract.</param>
/// <param name="Value">Ether that goes along, in wei.</param>
/// <param name="GasLimit">Units of gas it may use.</param>
/// <param name="Fees">Wei per unit of gas.</param>
/// <param name="DataBytes">Length of the call data.</param>
public sealed record TransactionQuote(ulong ChainId, Address From, Address? To, UInt128 Value, ulong GasLimit, FeeEstimate Fees, int DataBytes)
{
    /// <summary>The transaction that this one takes the place of, if any.</summary>
    public Hash32? Replaces { get; init; }

    /// <summary>The first four bytes of the call data; null where there are fewer.</summary>
    public uint? Selector { get; init; }

    /// <summary>What the gas costs at most, in wei.</summary>
    public BigInteger GasCostMost => (BigInteger)GasLimit * (BigInteger)Fees.MaxFeePerGas;

    /// <summary>What the gas costs if it enters the next block and uses all its gas, in wei.</summary>
    public BigInteger GasCostLikely => (BigInteger)GasLimit * (BigInteger)Fees.LikelyFeePerGas;

    /// <summary>The parameter of <c>eth_sendTransaction</c>.</summary>
    /// <param name="data">Call data, or init code.</param>
    public JsonObject ToJson(ReadOnlyMemory<byte> data)
    {
        var node = new JsonObject
        {
            ["from"] = From.ToString(),
            ["value"] = Quantity.ToHex(Value),
            ["data"] = Hex.Encode(data.Span),
            ["gas"] = Quantity.ToHex(GasLimit),
            ["maxFeePerGas"] = Quantity.ToHex(Fees.MaxFeePerGas),
            ["maxPriorityFeePerGas"] = Quantity.ToHex(Fees.MaxPriorityFeePerGas),
            ["chainId"] = Quantity.ToHex(ChainId),
        };
        if (To is { } to)
            node["to"] = to.ToString();
        return node;
    }
}
