using Rollup.Primitives;
using Rollup.Primitives.Rollups;

namespace Rollup.Node.L1;

/// <summary>An input as it was found on L1.</summary>
internal sealed record L1Input(ulong Index, ulong BlockNumber, Hash32 Transaction, byte[] Blob, EvmAdvance Advance);
