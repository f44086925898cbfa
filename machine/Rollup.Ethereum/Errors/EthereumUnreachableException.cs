namespace Rollup.Ethereum.Errors;

/// <summary>The node did not answer, or did not answer in JSON-RPC. Trying again may help.</summary>
/// <param name="message">What happened.</param>
/// <param name="inner">The transport's own error.</param>
public sealed class EthereumUnreachableException(string message, Exception? inner = null) : EthereumException(message, inner)
{
    /// <summary>The HTTP status, if there was an answer at all (429 is a rate limit).</summary>
    public int? HttpStatus { get; init; }
}
