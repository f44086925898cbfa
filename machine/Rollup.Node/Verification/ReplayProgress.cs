namespace Rollup.Node.Verification;

/// <summary>How far a replay is.</summary>
/// <param name="InputCount">Inputs replayed.</param>
/// <param name="BlockNumber">Block of the last of them.</param>
/// <param name="HeadBlock">Head of L1 when the replay began.</param>
/// <param name="CalldataBytes">Bytes of payload replayed.</param>
/// <param name="Elapsed">Time since the replay began.</param>
public readonly record struct ReplayProgress(ulong InputCount, ulong BlockNumber, ulong HeadBlock, ulong CalldataBytes, TimeSpan Elapsed);
