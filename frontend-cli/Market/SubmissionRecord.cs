namespace ModelMarket.Cli.Market;

/// <summary>
/// What must survive between commit and reveal, written before the commitment is sent: without the salt nobody can reveal, and a
/// commitment that is not revealed earns nothing.
/// </summary>
/// <param name="WeightsCid">The weights' CID.</param>
/// <param name="WeightsSize">Their size in bytes.</param>
/// <param name="Salt">32 random bytes as hex.</param>
/// <param name="Commitment">What was, or will be, sent.</param>
/// <param name="Round">The round it is for; 0 in jobs without rounds.</param>
internal sealed record SubmissionRecord(string WeightsCid, ulong WeightsSize, string Salt, string Commitment, uint Round = 0);
