namespace Rollup.Node.Verification;

/// <summary>How far a replay is.</summary>
/// <param name="InputCount">Inputs replayed, those of an earlier run included.</param>
/// <param name="ExpectedInputCount">Inputs that the InputBox had when the replay began.</param>
/// <param name="ResumedInputCount">Inputs that an earlier run had replayed.</param>
/// <param name="BlockNumber">Last block read.</param>
/// <param name="HeadBlock">Head of L1 when the replay began.</param>
/// <param name="CalldataBytes">Bytes of inputs replayed in this run, as the InputBox wrote them.</param>
/// <param name="EqualClaimCount">Accepted claims of epochs with inputs that were found equal so far.</param>
/// <param name="Elapsed">Time since the replay began.</param>
public readonly record struct ReplayProgress(
    ulong InputCount, ulong ExpectedInputCount, ulong ResumedInputCount, ulong BlockNumber, ulong HeadBlock, ulong CalldataBytes, ulong EqualClaimCount, TimeSpan Elapsed)
{
    /// <summary>Inputs replayed per second in this run.</summary>
    public double InputsPerSecond => Elapsed.TotalSeconds == 0 ? 0 : (InputCount - ResumedInputCount) / Elapsed.TotalSeconds;
}
