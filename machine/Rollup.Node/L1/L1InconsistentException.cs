using Rollup.Ethereum.Errors;

namespace Rollup.Node.L1;

/// <summary>The provider's answers do not fit together: logs are missing, or the chain changed between two questions. Asking again helps, unless the provider is broken.</summary>
/// <param name="message">What does not fit.</param>
public sealed class L1InconsistentException(string message) : EthereumException(message);
