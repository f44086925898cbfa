using Rollup.Primitives;

namespace ModelMarket.Core.Inspect;

/// <summary>Answer of <c>state</c>.</summary>
/// <param name="Root">The state root.</param>
/// <param name="GenesisHash">keccak256 of the genesis document.</param>
/// <param name="Now">Block time of the last input.</param>
/// <param name="Jobs">How many jobs there are.</param>
/// <param name="LiveJobs">How many have not ended.</param>
/// <param name="ReservedBytes">Bytes all jobs reserve.</param>
/// <param name="CapacityBytes">Bytes they may reserve together.</param>
public sealed record StateView(Hash32 Root, Hash32 GenesisHash, ulong Now, int Jobs, int LiveJobs, long ReservedBytes, long CapacityBytes);
