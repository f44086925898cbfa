using Rollup.Primitives;

namespace ModelMarket.Cli.Market;

/// <summary>Where the reclaim of a job stands, by the escrow alone.</summary>
/// <param name="Token">What its money is; zero for Ether.</param>
/// <param name="After">From when on it can be started, as block time.</param>
/// <param name="OpensAt">From when on deposits can be taken back; 0 while it was not started.</param>
/// <param name="Deposits">Deposits so far.</param>
internal sealed record ReclaimState(Address Token, ulong After, ulong OpensAt, ulong Deposits);
