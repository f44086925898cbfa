namespace Rollup.Node.Http;

/// <summary>JSON-RPC error codes, as the official node uses them.</summary>
internal static class RpcErrorCode
{
    public const int NotFound = -32001;
    public const int ParseError = -32700;
    public const int InvalidRequest = -32600;
    public const int MethodNotFound = -32601;
    public const int InvalidParams = -32602;
    public const int InternalError = -32603;
}
