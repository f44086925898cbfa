using Rollup.Primitives;

namespace Rollup.Node.L1;

/// <summary>A block up to which everything was read.</summary>
internal readonly record struct Checkpoint(ulong Block, Hash32 Hash);
