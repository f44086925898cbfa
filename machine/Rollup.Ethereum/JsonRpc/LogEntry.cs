using System.Text.Json.Serialization;
using Rollup.Primitives;

namespace Rollup.Ethereum.JsonRpc;

/// <summary>An event that a contract emitted.</summary>
/// <param name="Address">The contract.</param>
/// <param name="Topics">Topic 0 is the event's signature, the rest its indexed arguments.</param>
/// <param name="Data">The other arguments, ABI-encoded.</param>
/// <param name="BlockNumber">Height of its block.</param>
/// <param name="BlockHash">Hash of its block.</param>
/// <param name="TransactionHash">Its transaction.</param>
/// <param name="LogIndex">Position in the block.</param>
/// <param name="Removed">True when a reorganisation took it away (subscriptions only).</param>
public sealed record LogEntry(
    [property: JsonRequired] Address Address,
    [property: JsonRequired] IReadOnlyList<Hash32> Topics,
    [property: JsonRequired] byte[] Data,
    [property: JsonRequired] ulong BlockNumber,
    [property: JsonRequired] Hash32 BlockHash,
    [property: JsonRequired] Hash32 TransactionHash,
    [property: JsonRequired] ulong LogIndex,
    bool Removed);
