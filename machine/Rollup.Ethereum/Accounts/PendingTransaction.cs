using System.Text.Json.Serialization;
using Rollup.Ethereum.JsonRpc;
using Rollup.Ethereum.Transactions;
using Rollup.Primitives;

namespace Rollup.Ethereum.Accounts;

/// <summary>A transaction that was signed and sent and is in no block yet, with everything that a replacement needs.</summary>
/// <param name="ChainId">The chain.</param>
/// <param name="Nonce">Its place among the sender's transactions.</param>
/// <param name="To">Whom it calls; null creates a contract.</param>
/// <param name="Value">Ether, in wei.</param>
/// <param name="Data">Call data.</param>
/// <param name="GasLimit">Units of gas.</param>
/// <param name="MaxFeePerGas">The last offer, in wei per unit of gas.</param>
/// <param name="MaxPriorityFeePerGas">The last offer to the block's maker.</param>
/// <param name="Hashes">The hash of each version that was sent, the last one last. Any of them may get into a block.</param>
/// <param name="Raw">The last version, signed.</param>
public sealed record PendingTransaction(
    [property: JsonRequired] ulong ChainId,
    [property: JsonRequired] ulong Nonce,
    Address? To,
    [property: JsonRequired] UInt128 Value,
    [property: JsonRequired] byte[] Data,
    [property: JsonRequired] ulong GasLimit,
    [property: JsonRequired] UInt128 MaxFeePerGas,
    [property: JsonRequired] UInt128 MaxPriorityFeePerGas,
    [property: JsonRequired] IReadOnlyList<Hash32> Hashes,
    [property: JsonRequired] byte[] Raw)
{
    /// <summary>The last version's hash.</summary>
    [JsonIgnore]
    public Hash32 Hash => Hashes[^1];

    /// <summary>The last offer.</summary>
    [JsonIgnore]
    public FeeEstimate Fees => new(MaxFeePerGas, MaxPriorityFeePerGas);

    /// <summary>The same transaction with another offer, to be signed.</summary>
    internal Eip1559Transaction Unsigned(FeeEstimate fees) => new()
    {
        ChainId = ChainId,
        Nonce = Nonce,
        MaxPriorityFeePerGas = fees.MaxPriorityFeePerGas,
        MaxFeePerGas = fees.MaxFeePerGas,
        GasLimit = GasLimit,
        To = To,
        Value = Value,
        Data = Data,
    };
}
