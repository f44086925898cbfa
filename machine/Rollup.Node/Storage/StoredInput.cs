using Rollup.Node.Rpc;
using Rollup.Primitives.Rollups;

namespace Rollup.Node.Storage;

/// <summary>An input as the lane needs it.</summary>
internal sealed record StoredInput(ulong Index, ulong EpochIndex, EvmAdvance Advance, InputStatus Status, ulong OutputCount);
