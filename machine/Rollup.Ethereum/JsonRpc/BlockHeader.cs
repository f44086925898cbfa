using System.Text.Json.Serialization;
using Rollup.Primitives;

namespace Rollup.Ethereum.JsonRpc;

/// <summary>What this library reads of a block.</summary>
/// <param name="Number">Height.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="ParentHash">The hash of the block before.</param>
/// <param name="Timestamp">Seconds since 1970.</param>
/// <param name="BaseFeePerGas">Wei; null before London.</param>
/// <param name="GasLimit">Units.</param>
public sealed record BlockHeader(
    [property: JsonRequired] ulong Number,
    [property: JsonRequired] Hash32 Hash,
    [property: JsonRequired] Hash32 ParentHash,
    [property: JsonRequired] ulong Timestamp,
    UInt128? BaseFeePerGas,
    ulong GasLimit);
