namespace Rollup.Ethereum.Errors;

/// <summary>The node answered with a JSON-RPC error.</summary>
/// <param name="method">The method that was called.</param>
/// <param name="code">The JSON-RPC error code.</param>
/// <param name="rpcMessage">The node's words.</param>
/// <param name="detail">Another sentence for people than the usual one.</param>
public class EthereumRpcException(string method, int code, string rpcMessage, string? detail = null)
    : EthereumException(detail ?? $"{method} failed: {rpcMessage} (code {code})")
{
    /// <summary>The method that was called.</summary>
    public string Method { get; } = method;

    /// <summary>The JSON-RPC error code.</summary>
    public int Code { get; } = code;

    /// <summary>The node's words.</summary>
    public string RpcMessage { get; } = rpcMessage;
}
