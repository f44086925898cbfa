using Rollup.Node.GuestHost;
using Rollup.Primitives.Rollups;

namespace ModelMarket.Cli.Verification;

/// <summary>One input from L1 and what the dapp made of it here.</summary>
/// <param name="Input">The input as the InputBox emitted it.</param>
/// <param name="Result">The dapp's answer.</param>
/// <param name="State">Its reports to <see cref="Recordings.Question"/> afterwards.</param>
internal sealed record ReplayedInput(EvmAdvance Input, GuestResult Result, IReadOnlyList<byte[]> State);
