using Rollup.Primitives;

namespace Rollup.Node.L1;

/// <summary>A claim that the consensus accepted.</summary>
internal sealed record L1Claim(ulong LastProcessedBlock, Hash32 Root, ulong BlockNumber, Hash32 Transaction);
