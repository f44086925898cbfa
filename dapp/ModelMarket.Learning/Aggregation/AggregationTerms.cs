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
}
