namespace ModelMarket.Learning.Aggregation;

/// <summary>An aggregator with its parameters.</summary>
public sealed record AggregationTerms
{
    /// <summary>The rule.</summary>
    public AggregationRule Rule { get; init; }

    /// <summary>Norm that deltas are scaled down to (clipped mean).</summary>
    public double ClipNorm { get; init; }

    /// <summary>Values dropped at each end (trimmed mean).</summary>
    public int TrimCount { get; init; }

    /// <summary>How many submissions may be hostile (Krum, multi-Krum): n ≥ 2f + 3 are needed.</summary>
    public int HostileCount { get; init; }

    /// <summary>How many submissions multi-Krum keeps.</summary>
    public int KeepCount { get; init; }

    /// <summary>Submissions below which the rule has no meaning and the coordinate median stands in.</summary>
    public int MembersMin => Rule switch
    {
        AggregationRule.TrimmedMean => (2 * TrimCount) + 1,
        AggregationRule.Krum => (2 * HostileCount) + 3,
        AggregationRule.MultiKrum => Math.Max((2 * HostileCount) + 3, KeepCount),
        _ => 1,
    };

    /// <summary>The terms for a round of <paramref name="members"/> submissions from the one parameter of a job's terms (IMarketInputs).</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="parameter">Clip norm × 10³; thousandths trimmed at each end, the count rounded up; the number of hostile members; else 0.</param>
    /// <param name="members">How many submissions the round has.</param>
    public static AggregationTerms Of(AggregationRule rule, uint parameter, int members)
    {
        const double perUnit = 1_000.0;
        long hostile = Math.Min(parameter, LearningLimits.AggregationMembersMax);
        return new AggregationTerms
        {
            Rule = rule,
            ClipNorm = parameter / perUnit,
            TrimCount = rule == AggregationRule.TrimmedMean ? (int)((((long)members * parameter) + 999) / 1_000) : 0,
            HostileCount = rule is AggregationRule.Krum or AggregationRule.MultiKrum ? (int)hostile : 0,
            // Blanchard et al. choose among the n − f − 2 whose neighbours are honest.
            KeepCount = rule == AggregationRule.MultiKrum ? (int)Math.Max(1, members - hostile - 2) : 1,
        };
    }
}
