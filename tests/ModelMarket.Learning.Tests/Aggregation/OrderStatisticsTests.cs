using ModelMarket.Learning.Aggregation;
using ModelMarket.Learning.Tests.Support;
using ModelMarket.Learning.Weights;

namespace ModelMarket.Learning.Tests.Aggregation;

/// <summary>Sorted columns against .NET's own sort, for every number of members around the change of method and more weights than one block.</summary>
public sealed class OrderStatisticsTests
{
    private const int Weights = 600;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(Aggregator.ShortColumnMax)]
    [InlineData(Aggregator.ShortColumnMax + 1)]
    [InlineData(40)]
    public void Median_and_trimmed_mean_are_those_of_the_sorted_column(int count)
    {
        ParameterLayout.TryCreate(TestModels.Linear(Weights, 1), out ParameterLayout? layout, out _).Should().BeTrue();
        WeightSet.TryFromModel(TestModels.Linear(Weights, 1), layout!, out WeightSet? global, out _).Should().BeTrue();
        var random = new Random(count);
        WeightSet[] members = [.. Enumerable.Range(0, count).Select(_ => Drawn(global!, random))];
        int trim = (count - 1) / 3;

        float[] medians = Of(new() { Rule = AggregationRule.Median }, global!, members);
        float[] trimmed = Of(new() { Rule = AggregationRule.TrimmedMean, TrimCount = trim }, global!, members);

        for (int i = 0; i < Weights; i++)
        {
            float[] column = [.. members.Select(member => member.Tensors[0].Floats[i])];
            Array.Sort(column);
            medians[i].Should().Be((float)((column[(count - 1) / 2] + (double)column[count / 2]) / 2));
            trimmed[i].Should().Be((float)(column[trim..^trim].Aggregate(0.0, (sum, value) => sum + value) / (count - (2 * trim))));
        }
    }

    // Few different values, so that many are equal; both zeros among them.
    private static WeightSet Drawn(WeightSet global, Random random)
    {
        WeightSet member = global.Copy();
        foreach (ref float value in member.Tensors[0].Floats)
            value = random.Next(3) == 0 ? (random.Next(2) == 0 ? 0f : -0f) : (random.Next(9) - 4) / 3f;
        return member;
    }

    private static float[] Of(AggregationTerms terms, WeightSet global, WeightSet[] members)
    {
        Aggregator.TryCreate(terms, global, members, [], out Aggregator? aggregator, out LearningFault fault).Should().BeTrue(fault.Detail);
        return aggregator!.Aggregate().Tensors[0].Floats.ToArray();
    }
}
