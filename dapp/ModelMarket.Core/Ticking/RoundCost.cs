using System.Text;
using ModelMarket.Core.Judging;
using ModelMarket.Core.State;
using ModelMarket.Learning.Weights;

namespace ModelMarket.Core.Ticking;

/// <summary>What a round costs beside the judging of its submissions: coalitions, the aggregate, the new global model. Known before the first one comes.</summary>
internal static class RoundCost
{
    // A tensor in the header of a safetensors file: its type, shape, offsets and punctuation; a name's byte may be escaped to six.
    private const long HeaderBytesPerTensor = 250;
    private const long EscapedBytes = 6;

    /// <summary>The most clients that one round can aggregate.</summary>
    public static int MembersMax(Terms terms) => (int)(terms.Mixed ? terms.MaxSubmissions : Math.Min(terms.MaxSubmissions, Limits.ShapleyMembersMax));

    /// <summary>The most aggregates that one round scores.</summary>
    public static long CoalitionsMax(Terms terms)
    {
        int exact = (int)Math.Min(terms.MaxSubmissions, Limits.ShapleyMembersMax);
        long shapley = (1L << exact) - 1;
        return terms.Mixed && terms.MaxSubmissions > Limits.ShapleyMembersMax ? Math.Max(shapley, 1L + terms.MaxSubmissions) : shapley;
    }

    /// <summary>Work units of one round after its submissions are judged.</summary>
    public static long Work(Terms terms, Judge judge)
    {
        long weights = judge.Layout.WeightCount;
        int members = MembersMax(terms);
        Int128 work = (Int128)CoalitionsMax(terms) * ((Int128)JudgeWork.AggregateMax(terms.Aggregator, members, weights) + judge.Scorer.TotalWork);
        work += (Int128)JudgeWork.Weigh(terms.Aggregator, members, weights) + ClosingWork(terms, judge);
        return work > long.MaxValue / 2 ? long.MaxValue / 2 : (long)work;
    }

    /// <summary>The largest of its steps that cannot be cut, without the scoring.</summary>
    public static long LargestStep(Terms terms, Judge judge)
    {
        long weights = judge.Layout.WeightCount;
        int members = MembersMax(terms);
        long aggregate = Math.Max(JudgeWork.AggregateMax(terms.Aggregator, members, weights), JudgeWork.Weigh(terms.Aggregator, members, weights));
        return Math.Max(aggregate, ClosingWork(terms, judge));
    }

    /// <summary>Bytes beside the files: the members' weights, the global model before and after, an aggregate and its sums in double.</summary>
    public static long Bytes(Terms terms, Judge judge) => 4L * judge.Layout.WeightCount * (MembersMax(terms) + 6L);

    /// <summary>Bytes of the file of a global model at most.</summary>
    public static long GlobalBytesMax(ParameterLayout layout)
    {
        long bytes = HeaderBytesPerTensor + (4L * layout.WeightCount);
        foreach (Parameter parameter in layout.Parameters) bytes += HeaderBytesPerTensor + (EscapedBytes * Encoding.UTF8.GetByteCount(parameter.Name));
        return bytes;
    }

    /// <summary>The end of a round: Shapley values, pay, and the new global model.</summary>
    public static long ClosingWork(Terms terms, Judge judge) =>
        JudgeWork.Publish(GlobalBytesMax(judge.Layout)) + JudgeWork.Settlement((int)terms.MaxSubmissions) + (CoalitionsMax(terms) * Limits.ShapleyMembersMax);
}
