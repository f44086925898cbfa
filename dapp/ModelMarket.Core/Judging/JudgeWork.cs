using ModelMarket.Learning.Aggregation;

namespace ModelMarket.Core.Judging;

/// <summary>
/// What the market's own metered steps weigh in work units (one multiply-accumulate of a kernel): the part of the one calibrated table that
/// is not a node of a graph. Every cost is linear in sizes that are known before the step.
/// </summary>
internal static class JudgeWork
{
    /// <summary>A step, however small.</summary>
    public const long Step = 2_000;

    /// <summary>One byte of a file put together, parsed and checked.</summary>
    public const long ParsedByte = 3;

    /// <summary>By how much reading a model that is submitted may exceed twice that of the initial one.</summary>
    public const long ReadSlack = 100_000;

    /// <summary>One weight decoded to float and checked.</summary>
    public const long DecodedWeight = 2;

    /// <summary>One weight hashed: four bytes of Keccak-256, about 200 x64 instructions.</summary>
    public const long HashedWeight = 40;

    /// <summary>One weight or output in a norm or a scalar product, in double.</summary>
    public const long ComparedNumber = 2;

    /// <summary>A norm or a distance, however short.</summary>
    public const long PairStep = 100;

    /// <summary>One weight of one member added into a mean, in double; about 34 x64 instructions with its scoring's copies.</summary>
    public const long SummedWeight = 8;

    /// <summary>One weight of one member in a sorted column of few members (<see cref="Aggregator.ShortColumnMax"/>).</summary>
    public const long SortedWeight = 18;

    /// <summary>One weight of one member in a longer sorted column.</summary>
    public const long LongSortedWeight = 50;

    /// <summary>One byte of a new global model: encoded, hashed for its CID, and hashed again when it is stored; about 150 x64 instructions.</summary>
    public const long PublishedByte = 30;

    public static long Parse(ulong sizeBytes) => Step + ((long)sizeBytes * ParsedByte);

    /// <summary>What planning may take beside parsing in one input, which begins with them: at least its fixed part.</summary>
    public static long PlanningMax(ReadOnlyMemory<byte> model, IReadOnlyList<JudgeData> data)
    {
        long parsing = Parse((ulong)model.Length) + Step;
        for (int i = 0; i < data.Count; i++) parsing += data[i].File.Length * ParsedByte;
        return Math.Max(Limits.InputWorkMax - parsing, Limits.InputWorkMax / Limits.PlanningParts);
    }

    /// <summary>Whether a model and its data can be parsed in one input that plans beside it.</summary>
    public static bool CanPrepare(ulong modelBytes, ulong dataBytes, long inputWorkMax) =>
        Parse(modelBytes) + Parse(dataBytes) <= inputWorkMax - (inputWorkMax / Limits.PlanningParts);

    public static long Decode(ulong sizeBytes, long weights) => Parse(sizeBytes) + (weights * DecodedWeight);

    public static long Digest(long weights) => Step + (weights * HashedWeight);

    /// <summary>A scalar product and two norms.</summary>
    public static long Cosine(long numbers) => Step + (3 * numbers * ComparedNumber);

    public static long Norm(long weights) => Step + (weights * ComparedNumber);

    /// <summary>The end of a batch: for each commitment a share of the pay, a leaf of a settlement and a notice of about a kilobyte.</summary>
    public static long Settlement(int commitments) => Step * (1 + (4L * commitments));

    /// <summary>The aggregate of a coalition. Where a mean or Krum needs more members than there are, the median stands in.</summary>
    public static long Aggregate(Aggregator aggregator, ReadOnlySpan<int> coalition, long weights)
    {
        if (aggregator.Sorts(coalition.Length)) return Sorted(coalition.Length, weights);
        int summed = 0;
        foreach (int member in coalition)
        {
            if (aggregator.Weights[member] != 0.0) summed++;
        }

        return Summed(summed, weights);
    }

    /// <summary>The aggregate of any coalition of so many at most: the dearer one where the median may stand in.</summary>
    public static long AggregateMax(AggregationRule rule, int members, long weights)
    {
        bool sorts = rule is AggregationRule.Median or AggregationRule.TrimmedMean or AggregationRule.Krum or AggregationRule.MultiKrum;
        return sorts ? Sorted(members, weights) : Summed(members, weights);
    }

    /// <summary>Norms of all deltas, or for Krum the distances of all pairs.</summary>
    public static long Weigh(AggregationRule rule, int members, long weights)
    {
        long pairs = rule is AggregationRule.Krum or AggregationRule.MultiKrum ? (long)members * members : members;
        return Step + (pairs * (PairStep + (weights * ComparedNumber)));
    }

    public static long Publish(long sizeBytes) => Step + (sizeBytes * PublishedByte);

    // Beside its members a result is made and rounded.
    private static long Summed(int members, long weights) => Step + (weights * (members + 1) * SummedWeight);

    private static long Sorted(int members, long weights) =>
        Step + (weights * (members + 1) * (members <= Aggregator.ShortColumnMax ? SortedWeight : LongSortedWeight));
}
