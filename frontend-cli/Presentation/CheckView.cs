namespace ModelMarket.Cli.Presentation;

/// <summary>What <c>job check</c> found. Scores in the metric's integer, amounts in the token's smallest unit as text.</summary>
/// <param name="Kind">The kind of job.</param>
/// <param name="Pay">The pay rule.</param>
/// <param name="InitialScore">Score of the initial model on all rows.</param>
/// <param name="StandardError">Standard error of that score.</param>
/// <param name="Rows">All rows.</param>
/// <param name="PublicRows">Rows that clients can see while they train.</param>
/// <param name="Parameters">Numbers a submission holds.</param>
/// <param name="Target">D.</param>
/// <param name="MinImprovement">A smaller improvement earns nothing.</param>
/// <param name="Reward">Pot 0.</param>
/// <param name="SponsorBond">Pot 1.</param>
/// <param name="Locked">Both: what is taken from the sponsor.</param>
/// <param name="ClientBond">What each commitment must bring.</param>
/// <param name="InputsPerSubmission">How many inputs of work judging one submission takes at most.</param>
/// <param name="Seconds">From the opening to the last deadline.</param>
internal sealed record CheckView(
    string Kind,
    string Pay,
    long InitialScore,
    long StandardError,
    long Rows,
    long PublicRows,
    long Parameters,
    ulong Target,
    ulong MinImprovement,
    string Reward,
    string SponsorBond,
    string Locked,
    string ClientBond,
    long InputsPerSubmission,
    ulong Seconds)
{
    /// <summary>What posting costs in gas at the price of the next block, in wei; null where no network is named.</summary>
    public string? GasNowWei { get; init; }

    /// <summary>What opening and revealing all groups costs; null but for sealed rows.</summary>
    public string? GasLaterWei { get; init; }
}
