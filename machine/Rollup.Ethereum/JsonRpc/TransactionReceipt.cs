using System.Text.Json.Serialization;
using Rollup.Primitives;

namespace Rollup.Ethereum.JsonRpc;

/// <summary>What became of a transaction.</summary>
/// <param name="TransactionHash">The transaction.</param>
/// <param name="Status">1 for success, 0 for a revert.</param>
/// <param name="BlockNumber">Height of its block.</param>
/// <param name="BlockHash">Hash of its block.</param>
/// <param name="GasUsed">Units.</param>
/// <param name="EffectiveGasPrice">Wei per unit.</param>
/// <param name="ContractAddress">The created contract, if any.</param>
/// <param name="Logs">Its events in order.</param>
public sealed record TransactionReceipt(
    [property: JsonRequired] Hash32 TransactionHash,
    [property: JsonRequired] ulong Status,
    [property: JsonRequired] ulong BlockNumber,
    [property: JsonRequired] Hash32 BlockHash,
    [property: JsonRequired] ulong GasUsed,
    UInt128 EffectiveGasPrice,
    Address? ContractAddress,
    [property: JsonRequired] IReadOnlyList<LogEntry> Logs)
{
    /// <summary>True when it did not revert.</summary>
    [JsonIgnore]
    public bool Succeeded => Status == 1;
}
