using ModelMarket.Learning.Aggregation;
using ModelMarket.Learning.Data;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Metrics;
using ModelMarket.Learning.Numerics;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Scoring;
using ModelMarket.Learning.Tensors;
using ModelMarket.Learning.Tests.Support;
using ModelMarket.Learning.Tests.Training;
using ModelMarket.Learning.Training;
using ModelMarket.Learning.Weights;
using Xunit.Abstractions;

namespace ModelMarket.Learning.Tests.Aggregation;

/// <summary>mechanism.md §10: ten clients, three of them train on flipped labels and submit ten times their delta; breast cancer, logistic regression.</summary>
public sealed class PoisoningTests(ITestOutputHelper output)
{
    private const int Clients = 10;
    private const int Hostile = 3;
    private const int Rounds = 15;
    private const int Folds = 10; // one to test on, one to judge by, eight for the clients

    [Theory]
    [InlineData(AggregationRule.GatedMean, 0.975)]
    [InlineData(AggregationRule.Median, 0.975)]
    [InlineData(AggregationRule.TrimmedMean, 0.975)]
    [InlineData(AggregationRule.Krum, 0.95)]
    [InlineData(AggregationRule.MultiKrum, 0.975)]
    public void Robust_rule_withstands_boosted_flips(AggregationRule rule, double least)
    {
        double mean = 0;
        for (ulong seed = 1; seed <= 5; seed++)
            mean += Accuracy(rule, seed) / 5;
        output.WriteLine($"{rule}: {mean:F4}");
        mean.Should().BeGreaterThanOrEqualTo(least);
    }

    [Fact]
    public void Plain_mean_does_not()
    {
        double mean = 0;
        for (ulong seed = 1; seed <= 5; seed++)
            mean += Accuracy(AggregationRule.Mean, seed) / 5;
        output.WriteLine($"Mean: {mean:F4}");
        mean.Should().BeLessThan(0.8);
    }

    private static double Accuracy(AggregationRule rule, ulong seed)
    {
        (double[][] x, long[] y) = BreastCancer.Load();
        int[] fold = BreastCancer.Folds(y, Folds, seed);
        int[] training = [.. Enumerable.Range(0, y.Length).Where(i => fold[i] > 1)], all = [.. Enumerable.Range(0, y.Length)];
        DataSet data = BreastCancer.Standardised(x, y, all, training);
        int[] validation = [.. all.Where(i => fold[i] == 1)], test = [.. all.Where(i => fold[i] == 0)];
        new PhiloxStream(seed, 55, 0).Shuffle(training);
        OnnxModel model = TestModels.Linear(BreastCancer.Features, 1);
        ParameterLayout.TryCreate(model, out ParameterLayout? layout, out _).Should().BeTrue();
        WeightSet.TryFromModel(model, layout!, out WeightSet? global, out _).Should().BeTrue();
        Scorer judge = Scoring(model, data.Select(validation), Metric.LogLoss);
        for (int round = 0; round < Rounds; round++)
            global = Round(model, rule, data, training, judge, global!);
        return Value(Scoring(model, data.Select(test), Metric.Accuracy), global!) / 1e9;
    }

    private static WeightSet Round(OnnxModel model, AggregationRule rule, DataSet data, int[] training, Scorer judge, WeightSet global)
    {
        var members = new List<WeightSet>();
        for (int c = 0; c < Clients; c++)
            members.Add(Client(model, data.Select([.. training.Where((_, i) => i % Clients == c)]), c < Hostile, global));
        long before = Value(judge, global);
        long[] improvements = [.. members.Select(m => Metric.LogLoss.Improvement(before, Value(judge, m)))];
        var terms = new AggregationTerms { Rule = rule, TrimCount = Hostile, HostileCount = Hostile, KeepCount = 5 };
        Aggregator.TryCreate(terms, global, members, improvements, out Aggregator? aggregator, out LearningFault fault).Should().BeTrue(fault.Detail);
        return aggregator!.Aggregate();
    }

    private static WeightSet Client(OnnxModel model, DataSet own, bool hostile, WeightSet global)
    {
        if (hostile)
        {
            foreach (ref long label in own.Targets.Int64s)
                label = 1 - label;
        }

        var terms = new ScoringTerms { Metric = Metric.LogLoss, OutputKind = OutputKind.Logits };
        Trainer.TryCreate(
            model, global, own, terms, TrainerTests.Options("builtin:sgd,lr=0.1,epochs=2,batch=16"), PlanOptions.Default, out Trainer? trainer, out LearningFault fault)
            .Should().BeTrue(fault.Detail);
        trainer!.TryRun(null, out TrainingResult? result, out fault).Should().BeTrue(fault.Detail);
        for (int t = 0; t < global.Tensors.Count && hostile; t++)
        {
            Tensor tensor = result!.Weights.Tensors[t];
            for (int i = 0; i < tensor.Count; i++)
                tensor.Floats[i] = global.Tensors[t].Floats[i] + (10 * (tensor.Floats[i] - global.Tensors[t].Floats[i]));
        }

        return result!.Weights;
    }

    private static Scorer Scoring(OnnxModel model, DataSet data, Metric metric)
    {
        Scorer.TryCreate(model, data, new ScoringTerms { Metric = metric, OutputKind = OutputKind.Logits }, out Scorer? scorer, out LearningFault fault).Should().BeTrue(fault.Detail);
        return scorer!;
    }

    private static long Value(Scorer scorer, WeightSet weights)
    {
        scorer.TryScore(weights, out Score score, out LearningFault fault).Should().BeTrue(fault.Detail);
        return score.Value;
    }
}
