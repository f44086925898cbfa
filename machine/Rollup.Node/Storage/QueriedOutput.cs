using Rollup.Node.Rpc;

namespace Rollup.Node.Storage;

/// <summary>An output without siblings, and the size of the tree that its epoch claims, once that is known.</summary>
internal sealed record QueriedOutput(OutputView View, ulong? ClaimedOutputCount);
