using ModelMarket.Learning.Tensors;
using ModelMarket.Learning.Weights;

namespace ModelMarket.Learning.Aggregation;

/// <summary>One round's submissions, weighed once; gives the aggregate of all of them and of any coalition (for Shapley values). Members are in
/// commitment order. Sums are in double, members ascending, each weight rounded to float once.</summary>
public sealed class Aggregator
{
    /// <summary>Members up to which a column is sorted by insertion, several times faster than a longer one for each member.</summary>
    public const int ShortColumnMax = 16;

    private readonly AggregationTerms terms;
    private readonly WeightSet global;
    private readonly IReadOnlyList<WeightSet> members;
    private readonly double[] weights;
    private readonly double[] factors;

    private Aggregator(AggregationTerms terms, WeightSet global, IReadOnlyList<WeightSet> members, double[] weights, double[] factors)
    {
        this.terms = terms;
        this.global = global;
        this.members = members;
        this.weights = weights;
        this.factors = factors;
    }

    /// <summary>Weight of each member in the mean, fixed on the full set; 0 where the rule leaves it out.</summary>
    public IReadOnlyList<double> Weights => weights;

    /// <summary>Whether columns are sorted for a coalition of so many: by the rule, or because the median stands in for it.</summary>
    public bool Sorts(int coalitionCount) => terms.Rule is AggregationRule.Median or AggregationRule.TrimmedMean || coalitionCount < terms.MembersMin;

    /// <summary>Checks the terms and weighs the members. Error <see cref="LearningError.Aggregation"/>.</summary>
    /// <param name="terms">The rule.</param>
    /// <param name="global">The model the round started from.</param>
    /// <param name="members">The submissions in commitment order, at least one, all of the global model's layout.</param>
    /// <param name="improvements">For the gated mean each member's stand-alone improvement in the metric's integer; otherwise unused, may be empty.</param>
    /// <param name="aggregator">The aggregator.</param>
    /// <param name="fault">What is wrong.</param>
    public static bool TryCreate(
        AggregationTerms terms, WeightSet global, IReadOnlyList<WeightSet> members, IReadOnlyList<long> improvements, out Aggregator? aggregator, out LearningFault fault)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(global);
        ArgumentNullException.ThrowIfNull(members);
        ArgumentNullException.ThrowIfNull(improvements);
        aggregator = null;
        if (!TryCheck(terms, global, members, improvements, out fault))
            return false;
        var weights = new double[members.Count];
        var factors = new double[members.Count];
        Array.Fill(weights, 1.0);
        Array.Fill(factors, 1.0);
        switch (terms.Rule)
        {
            case AggregationRule.GatedMean:
                for (int i = 0; i < weights.Length; i++)
                    weights[i] = improvements[i] > 0 ? improvements[i] : 0.0;
                break;
            case AggregationRule.ClippedMean:
                for (int i = 0; i < factors.Length; i++)
                    factors[i] = DeltaClip.Factor(DeltaGeometry.SquaredNorm(members[i], global), terms.ClipNorm);
                break;
            case AggregationRule.Krum when members.Count >= terms.MembersMin:
                KrumChoice.Keep(members, terms.HostileCount, 1, weights);
                break;
            case AggregationRule.MultiKrum when members.Count >= terms.MembersMin:
                KrumChoice.Keep(members, terms.HostileCount, terms.KeepCount, weights);
                break;
        }

        aggregator = new Aggregator(terms, global, members, weights, factors);
        return true;
    }

    /// <summary>The aggregate of all members.</summary>
    public WeightSet Aggregate()
    {
        var all = new int[members.Count];
        for (int i = 0; i < all.Length; i++)
            all[i] = i;
        return Aggregate(all);
    }

    /// <summary>The aggregate of a coalition (member indices ascending), with the weights of the full set; the coordinate median where the rule needs more
    /// members than it has; the global model where it is empty or all its weights are 0.</summary>
    public WeightSet Aggregate(ReadOnlySpan<int> coalition)
    {
        WeightSet result = global.Copy();
        if (coalition.Length == 0)
            return result;
        bool median = terms.Rule == AggregationRule.Median || coalition.Length < terms.MembersMin;
        for (int t = 0; t < result.Tensors.Count; t++)
        {
            if (median)
                OrderStatistics.Median(members, coalition, t, result.Tensors[t]);
            else if (terms.Rule == AggregationRule.TrimmedMean)
                OrderStatistics.TrimmedMean(members, coalition, t, terms.TrimCount, result.Tensors[t]);
            else
                Mean(coalition, t, result.Tensors[t]);
        }

        return result;
    }

    /// <summary>g + Σ wᵢ·fᵢ·(mᵢ − g) / Σ wᵢ.</summary>
    private void Mean(ReadOnlySpan<int> coalition, int tensor, Tensor target)
    {
        double total = 0.0;
        foreach (int member in coalition)
            total += weights[member];
        if (total == 0.0)
            return;
        ReadOnlySpan<float> origin = global.Tensors[tensor].Floats;
        var sums = new double[origin.Length];
        foreach (int member in coalition)
        {
            if (weights[member] == 0.0)
                continue;
            double weight = weights[member] * factors[member];
            ReadOnlySpan<float> values = members[member].Tensors[tensor].Floats;
            for (int i = 0; i < sums.Length; i++)
                sums[i] += weight * ((double)values[i] - origin[i]);
        }

        Span<float> result = target.Floats;
        for (int i = 0; i < sums.Length; i++)
            result[i] = (float)(origin[i] + (sums[i] / total));
    }

    private static bool TryCheck(
        AggregationTerms terms, WeightSet global, IReadOnlyList<WeightSet> members, IReadOnlyList<long> improvements, out LearningFault fault)
    {
        string? why = terms.Rule switch
        {
            > AggregationRule.MultiKrum => "the rule is unknown",
            AggregationRule.ClippedMean when !(terms.ClipNorm > 0.0) || !double.IsFinite(terms.ClipNorm) => "the clipped mean needs a positive norm",
            AggregationRule.TrimmedMean when terms.TrimCount is < 0 or > LearningLimits.AggregationMembersMax => "the trimmed mean drops a count of 0 or more",
            AggregationRule.Krum or AggregationRule.MultiKrum when terms.HostileCount is < 0 or > LearningLimits.AggregationMembersMax => "Krum needs a hostile count of 0 or more",
            AggregationRule.MultiKrum when terms.KeepCount is < 1 or > LearningLimits.AggregationMembersMax => "multi-Krum keeps at least one",
            AggregationRule.GatedMean when improvements.Count != members.Count => "the gated mean needs an improvement of every member",
            _ => null,
        };
        if (members.Count is 0 or > LearningLimits.AggregationMembersMax)
            why = $"{members.Count} members; 1 to {LearningLimits.AggregationMembersMax} are allowed";
        for (int i = 0; i < members.Count && why is null; i++)
        {
            if (!members[i].Layout.Matches(global.Layout))
                why = $"member {i} has other tensors than the global model";
        }

        fault = why is null ? default : new LearningFault(LearningError.Aggregation, why);
        return why is null;
    }
}
