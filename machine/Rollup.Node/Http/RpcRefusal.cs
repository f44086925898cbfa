namespace Rollup.Node.Http;

/// <summary>A request that cannot be answered; becomes a JSON-RPC error.</summary>
internal sealed class RpcRefusal(int code, string message) : Exception(message)
{
    public int Code { get; } = code;

    public static RpcRefusal NotFound(string what) => new(RpcErrorCode.NotFound, $"{what} not found");

    public static RpcRefusal InvalidParameter(string name, string expected) => new(RpcErrorCode.InvalidParams, $"Invalid params: {name} must be {expected}");
}
