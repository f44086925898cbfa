namespace ModelMarket.Cli.Presentation;

/// <summary>What <c>reclaim</c> did.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Started">Whether the window was opened now.</param>
/// <param name="OpensAt">From when on deposits can be taken back, as block time.</param>
/// <param name="Taken">Deposits that were taken back now.</param>
internal sealed record ReclaimView(ulong JobId, bool Started, ulong OpensAt, int Taken);
