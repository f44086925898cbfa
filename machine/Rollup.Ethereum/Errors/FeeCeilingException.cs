namespace Rollup.Ethereum.Errors;

/// <summary>The network asks more per unit of gas than the user allowed. Nothing was signed.</summary>
/// <param name="asked">Base fee and priority fee now, in wei per unit of gas.</param>
/// <param name="ceiling">What the user allowed.</param>
public sealed class FeeCeilingException(UInt128 asked, UInt128 ceiling) : EthereumException($"the network asks {asked} wei per unit of gas, the ceiling is {ceiling} wei")
{
    /// <summary>Base fee and priority fee now, in wei per unit of gas.</summary>
    public UInt128 Asked { get; } = asked;

    /// <summary>What the user allowed.</summary>
    public UInt128 Ceiling { get; } = ceiling;
}
