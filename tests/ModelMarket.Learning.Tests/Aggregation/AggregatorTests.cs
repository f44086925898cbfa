using ModelMarket.Learning.Aggregation;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tests.Support;
using ModelMarket.Learning.Weights;

namespace ModelMarket.Learning.Tests.Aggregation;

public sealed class AggregatorTests
{
    private readonly WeightSet global;

    public AggregatorTests()
    {
        OnnxModel model = TestModels.Linear(2, 1);
        ParameterLayout.TryCreate(model, out ParameterLayout? layout, out _).Should().BeTrue();
        WeightSet.TryFromModel(model, layout!, out WeightSet? weights, out _).Should().BeTrue();
        global = weights!;
        global.Tensors[0].Floats[0] = 1f;
    }

    [Fact]
    public void Mean_is_the_mean() => Of(new() { Rule = AggregationRule.Mean }, [1, 2, 6], [3, 3, 3]).Should().Equal(3f, 3f);

    [Fact]
    public void Gated_mean_weighs_by_improvement_and_leaves_the_worse_out()
    {
        Of(new(), [1, 5, 100], [0, 4, 100], improvements: [1, 3, -7]).Should().Equal(4f, 3f);
        Of(new(), [9, 9, 9], [9, 9, 9], improvements: [0, -1, 0]).Should().Equal(1f, 0f);
    }

    [Fact]
    public void Clipped_mean_scales_long_deltas_down() =>
        Of(new() { Rule = AggregationRule.ClippedMean, ClipNorm = 5 }, [1 + 3, 1 + 300], [4, 400]).Should().Equal(4f, 4f);

    [Fact]
    public void Median_of_odd_and_even_counts()
    {
        Of(new() { Rule = AggregationRule.Median }, [5, -100, 7], [1, 2, 1e9f]).Should().Equal(5f, 2f);
        Of(new() { Rule = AggregationRule.Median }, [5, -100, 7, 6], [1, 2, 3, 4]).Should().Equal(5.5f, 2.5f);
    }

    [Fact]
    public void Trimmed_mean_drops_both_ends() =>
        Of(new() { Rule = AggregationRule.TrimmedMean, TrimCount = 1 }, [-1000, 1, 2, 3, 1000], [0, 0, 0, 0, 7]).Should().Equal(2f, 0f);

    [Fact]
    public void Krum_takes_the_one_among_its_neighbours_and_the_lower_of_equals()
    {
        Of(new() { Rule = AggregationRule.Krum, HostileCount = 1 }, [50, 2, 1.9f, 2.1f, 2], [0, 0, 0, 0, 0]).Should().Equal(2f, 0f);
        Create(new() { Rule = AggregationRule.Krum, HostileCount = 1 }, [3, 3, 3, 3, 3], [0, 0, 0, 0, 0], []).Weights.Should().Equal(1, 0, 0, 0, 0);
        Create(new() { Rule = AggregationRule.MultiKrum, HostileCount = 1, KeepCount = 3 }, [50, 2, 1.9f, 2.1f, -9], [0, 0, 0, 0, 0], []).Weights.Should().Equal(0, 1, 1, 1, 0);
    }

    [Fact]
    public void Too_few_members_fall_back_to_the_median()
    {
        Of(new() { Rule = AggregationRule.Krum, HostileCount = 1 }, [1, 2, 9], [0, 0, 0]).Should().Equal(2f, 0f);
        Of(new() { Rule = AggregationRule.TrimmedMean, TrimCount = 1 }, [1, 9], [0, 0]).Should().Equal(5f, 0f);
    }

    [Fact]
    public void Coalitions_keep_the_weights_of_the_full_set()
    {
        Aggregator aggregator = Create(new(), [1, 5, 9], [0, 0, 0], [1, 1, 2]);
        aggregator.Aggregate([0, 2]).Tensors[0].Floats[0].Should().Be((1f + (2 * 9f)) / 3);
        aggregator.Aggregate([]).ValuesEqual(global).Should().BeTrue();
        aggregator.Aggregate([0, 1, 2]).ValuesEqual(aggregator.Aggregate()).Should().BeTrue();
    }

    [Theory]
    [InlineData(AggregationRule.ClippedMean, 0.0, 0, 0, 0)]
    [InlineData(AggregationRule.ClippedMean, double.NaN, 0, 0, 0)]
    [InlineData(AggregationRule.TrimmedMean, 0.0, -1, 0, 0)]
    [InlineData(AggregationRule.Krum, 0.0, 0, -1, 0)]
    [InlineData(AggregationRule.MultiKrum, 0.0, 0, 0, 0)]
    [InlineData(AggregationRule.GatedMean, 0.0, 0, 0, 0)]
    [InlineData((AggregationRule)9, 0.0, 0, 0, 0)]
    public void Bad_terms_are_refused(AggregationRule rule, double clip, int trim, int hostile, int keep)
    {
        var terms = new AggregationTerms { Rule = rule, ClipNorm = clip, TrimCount = trim, HostileCount = hostile, KeepCount = keep };
        Aggregator.TryCreate(terms, global, [Member(1, 1)], [], out _, out LearningFault fault).Should().BeFalse();
        fault.Error.Should().Be(LearningError.Aggregation);
    }

    [Fact]
    public void Clipped_submission_passes_the_norm_gate()
    {
        foreach (double bound in (double[])[1e-3, 0.1, 1, 3, 1e9])
        {
            WeightSet clipped = DeltaClip.Clip(Member(17.3f, -4.9f), global, bound);
            double norm = DeltaGeometry.SquaredNorm(clipped, global);
            DeltaGeometry.WithinNorm(norm, bound).Should().BeTrue();
            Math.Sqrt(norm).Should().BeGreaterThan(Math.Min(bound * 0.999, 16));
        }
    }

    private float[] Of(AggregationTerms terms, float[] first, float[] second, long[]? improvements = null) =>
        Create(terms, first, second, improvements ?? []).Aggregate().Tensors[0].Floats.ToArray();

    private Aggregator Create(AggregationTerms terms, float[] first, float[] second, long[] improvements)
    {
        WeightSet[] members = [.. first.Zip(second, Member)];
        Aggregator.TryCreate(terms, global, members, improvements, out Aggregator? aggregator, out LearningFault fault).Should().BeTrue(fault.Detail);
        return aggregator!;
    }

    private WeightSet Member(float first, float second)
    {
        WeightSet member = global.Copy();
        member.Tensors[0].Floats[0] = first;
        member.Tensors[0].Floats[1] = second;
        return member;
    }
}
