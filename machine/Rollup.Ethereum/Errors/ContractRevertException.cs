namespace Rollup.Ethereum.Errors;

/// <summary>A contract refused a call or a transaction.</summary>
/// <param name="method">The JSON-RPC method that told it.</param>
/// <param name="code">The JSON-RPC error code.</param>
/// <param name="rpcMessage">The node's words.</param>
/// <param name="reason">What the contract said.</param>
public sealed class ContractRevertException(string method, int code, string rpcMessage, RevertReason reason)
    : EthereumRpcException(method, code, rpcMessage, $"the contract refused: {reason}")
{
    /// <summary>What the contract said, decoded as far as it is known.</summary>
    public RevertReason Reason { get; } = reason;
}
