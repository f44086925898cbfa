namespace Rollup.Ethereum.JsonRpc;

/// <summary>What to offer for a transaction now, in wei per unit of gas.</summary>
/// <param name="MaxFeePerGas">Twice the next base fee plus the priority fee: good for six full blocks.</param>
/// <param name="MaxPriorityFeePerGas">The median of what recent blocks took.</param>
public readonly record struct FeeEstimate(UInt128 MaxFeePerGas, UInt128 MaxPriorityFeePerGas);
