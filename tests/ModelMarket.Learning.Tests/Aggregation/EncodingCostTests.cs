using ModelMarket.Learning.Aggregation;
using ModelMarket.Learning.Metrics;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Scoring;
using ModelMarket.Learning.Tests.Support;
using ModelMarket.Learning.Tests.Training;
using ModelMarket.Learning.Weights;

namespace ModelMarket.Learning.Tests.Aggregation;

public sealed class EncodingCostTests
{
    [Fact]
    public void Int8_is_a_quarter_of_the_size_and_costs_little()
    {
        OnnxModel model = TestModels.Mlp(4, 256, 3, 5);
        ParameterLayout.TryCreate(model, out ParameterLayout? layout, out _).Should().BeTrue();
        WeightSet.TryFromModel(model, layout!, out WeightSet? weights, out _).Should().BeTrue();
        var terms = new ScoringTerms { Metric = Metric.LogLoss, OutputKind = OutputKind.Logits };
        Scorer.TryCreate(model, TrainerTests.Blobs(60), terms, out Scorer? scorer, out _).Should().BeTrue();
        EncodingCost.TryMeasure(scorer!, weights!, WeightEncoding.F32, out EncodingCost exact, out _).Should().BeTrue();
        EncodingCost.TryMeasure(scorer!, weights!, WeightEncoding.I8, out EncodingCost small, out _).Should().BeTrue();
        exact.Improvement.Should().Be(0);
        small.Score.Value.Should().NotBe(exact.Score.Value).And.BeCloseTo(exact.Score.Value, 10_000_000);
        small.Improvement.Should().Be(exact.Score.Value - small.Score.Value);
        small.SizeBytes.Should().BeLessThan(exact.SizeBytes * 6 / 10);
    }
}
