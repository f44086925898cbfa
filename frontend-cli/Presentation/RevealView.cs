namespace ModelMarket.Cli.Presentation;

/// <summary>What <c>job open-groups</c> or <c>job reveal</c> did.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Phase">Its phase afterwards.</param>
/// <param name="Opened">Groups that were opened now.</param>
/// <param name="Left">Groups that may be opened and are not complete.</param>
/// <param name="Until">Until when, as block time; null where there is no more time.</param>
internal sealed record RevealView(ulong JobId, string Phase, int Opened, int Left, ulong? Until);
