namespace Rollup.Ethereum.JsonRpc;

/// <summary>The answer of <c>eth_feeHistory</c>, as far as it is used.</summary>
internal sealed record FeeHistory(IReadOnlyList<UInt128> BaseFeePerGas, IReadOnlyList<IReadOnlyList<UInt128>>? Reward);
