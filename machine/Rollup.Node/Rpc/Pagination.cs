using System.Text.Json.Serialization;

namespace Rollup.Node.Rpc;

/// <summary>Which part of a list an answer holds; plain numbers on the wire.</summary>
/// <param name="TotalCount">How many match in all.</param>
/// <param name="Limit">At most how many are given.</param>
/// <param name="Offset">How many were passed over.</param>
public sealed record Pagination(
    [property: JsonConverter(typeof(RpcJsonConverters.PlainNumber))] ulong TotalCount,
    [property: JsonConverter(typeof(RpcJsonConverters.PlainNumber))] ulong Limit,
    [property: JsonConverter(typeof(RpcJsonConverters.PlainNumber))] ulong Offset);
