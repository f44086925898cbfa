using Rollup.Primitives;
using Rollup.Primitives.Rollups;

namespace Rollup.Node.Guests;

/// <summary>An accepted input and what the guest answered.</summary>
/// <param name="Input">The input.</param>
/// <param name="Answer"><see cref="GuestHost.GuestResult.Digest"/> of the answer, which a replay must repeat.</param>
public sealed record PastInput(EvmAdvance Input, Hash32 Answer);
