namespace Rollup.Ethereum.Errors;

/// <summary>The endpoint, or the wallet, is on another chain than the one that was asked for. Nothing was signed.</summary>
/// <param name="expected">The chain that was asked for.</param>
/// <param name="found">The chain it is on.</param>
public sealed class ChainMismatchException(ulong expected, ulong found) : EthereumException($"expected chain {expected}, found chain {found}")
{
    /// <summary>The chain that was asked for.</summary>
    public ulong Expected { get; } = expected;

    /// <summary>The chain it is on.</summary>
    public ulong Found { get; } = found;
}
