namespace Rollup.Ethereum.Errors;

/// <summary>Something between us and the chain did not work out; the subclasses say what.</summary>
public abstract class EthereumException(string message, Exception? inner = null) : Exception(message, inner);
