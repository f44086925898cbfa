namespace ModelMarket.Cli.Presentation;

/// <summary>What <c>job post</c> did. Amounts in the token's smallest unit as text.</summary>
/// <param name="JobId">The job's number.</param>
/// <param name="Transaction">The transaction that locked the money.</param>
/// <param name="Phase">The job's phase.</param>
/// <param name="Reward">Pot 0.</param>
/// <param name="InitialScore">The machine's score of the initial model; null before Preparing is over.</param>
/// <param name="Refused">Why it was refunded; null if it was not.</param>
/// <param name="SponsorBond">Pot 1.</param>
/// <param name="ClientBond">What each commitment must bring.</param>
/// <param name="Secret">The file that opens the sealed rows; null where there are none.</param>
internal sealed record PostView(
    ulong JobId, string Transaction, string Phase, string Reward, long? InitialScore, string? Refused, string SponsorBond, string ClientBond, string? Secret);
