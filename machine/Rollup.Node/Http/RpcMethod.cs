using System.Text.Json;

namespace Rollup.Node.Http;

/// <summary>A JSON-RPC method: its parameters in the order of their positions, and what it writes as result.</summary>
internal sealed record RpcMethod(string Name, string Summary, IReadOnlyList<RpcParameter> Parameters, Action<RpcParameters, Utf8JsonWriter> Run);
