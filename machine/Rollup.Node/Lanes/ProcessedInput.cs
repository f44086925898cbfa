using Rollup.Node.Rpc;
using Rollup.Primitives;

namespace Rollup.Node.Lanes;

/// <summary>What an input led to, ready to be kept.</summary>
internal sealed record ProcessedInput(
    ulong Index,
    ulong EpochIndex,
    InputStatus Status,
    ulong FirstOutputIndex,
    IReadOnlyList<byte[]> Outputs,
    IReadOnlyList<byte[]> Reports,
    Hash32 OutputsRoot,
    Hash32 Answer)
{
    public ulong OutputCount => FirstOutputIndex + (ulong)Outputs.Count;
}
