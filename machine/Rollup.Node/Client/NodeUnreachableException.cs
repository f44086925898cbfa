namespace Rollup.Node.Client;

/// <summary>The node did not answer, or did not answer in its protocol.</summary>
/// <param name="message">What happened.</param>
/// <param name="inner">The transport's own error.</param>
public sealed class NodeUnreachableException(string message, Exception? inner = null) : Exception(message, inner);
