namespace Rollup.Node.Client;

/// <summary>The node answered with an error.</summary>
/// <param name="code">JSON-RPC error code, or the HTTP status of an inspect.</param>
/// <param name="message">What it said.</param>
public sealed class NodeException(int code, string message) : Exception(message)
{
    /// <summary>JSON-RPC code for a resource that is not there.</summary>
    public const int NotFound = -32001;

    /// <summary>JSON-RPC error code, or the HTTP status of an inspect.</summary>
    public int Code { get; } = code;
}
