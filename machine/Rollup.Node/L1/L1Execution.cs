using Rollup.Primitives;

namespace Rollup.Node.L1;

/// <summary>The execution of an output on L1.</summary>
internal sealed record L1Execution(ulong OutputIndex, ulong BlockNumber, Hash32 Transaction, Hash32 OutputHash);
