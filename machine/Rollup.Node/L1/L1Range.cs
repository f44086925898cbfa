using Rollup.Primitives;

namespace Rollup.Node.L1;

/// <summary>Everything that happened to one application in a range of blocks.</summary>
internal sealed record L1Range(
    ulong FromBlock,
    Checkpoint End,
    IReadOnlyList<L1Input> Inputs,
    IReadOnlyList<L1Execution> Executions,
    IReadOnlyList<L1Claim> Claims,
    Address? NewConsensus);
