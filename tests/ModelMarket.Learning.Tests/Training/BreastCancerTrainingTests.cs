using ModelMarket.Learning.Data;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Metrics;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Scoring;
using ModelMarket.Learning.Tests.Support;
using ModelMarket.Learning.Training;
using ModelMarket.Learning.Weights;
using Xunit.Abstractions;

namespace ModelMarket.Learning.Tests.Training;

/// <summary>What the trainer reaches on real rows.</summary>
public sealed class BreastCancerTrainingTests(ITestOutputHelper output)
{
    private static readonly ScoringTerms Accuracy = new() { Metric = Metric.Accuracy, OutputKind = OutputKind.Logits };

    [Fact]
    public void Mlp_reaches_975_over_five_folds_and_five_seeds()
    {
        (double[][] x, long[] y) = BreastCancer.Load();
        double sum = 0;
        for (ulong seed = 1; seed <= 5; seed++)
        {
            int[] fold = BreastCancer.Folds(y, 5, seed);
            double correct = 0;
            for (int f = 0; f < 5; f++)
                correct += FoldAccuracy(x, y, fold, f, seed) / 5;
            output.WriteLine($"seed {seed}: {correct:F4}");
            sum += correct;
        }

        output.WriteLine($"mean {sum / 5:F4}");
        (sum / 5).Should().BeGreaterThanOrEqualTo(0.975);
    }

    private static double FoldAccuracy(double[][] x, long[] y, int[] fold, int held, ulong seed)
    {
        int[] training = [.. Enumerable.Range(0, y.Length).Where(i => fold[i] != held)], test = [.. Enumerable.Range(0, y.Length).Where(i => fold[i] == held)];
        OnnxModel model = TestModels.Mlp(BreastCancer.Features, 16, 1, seed);
        ParameterLayout.TryCreate(model, out ParameterLayout? layout, out LearningFault fault).Should().BeTrue(fault.Detail);
        TrainerString.TryParse("builtin:adamw,lr=0.01,epochs=30,batch=32,decay=0.05,schedule=cosine", out TrainingOptions? options, out fault).Should().BeTrue(fault.Detail);
        DataSet rows = BreastCancer.Standardised(x, y, training, training);
        Trainer.TryCreate(model, layout!, rows, Accuracy, options! with { Seed = seed }, PlanOptions.Default, out Trainer? trainer, out fault).Should().BeTrue(fault.Detail);
        trainer!.TryRun(null, out TrainingResult? result, out fault).Should().BeTrue(fault.Detail);
        Scorer.TryCreate(model, BreastCancer.Standardised(x, y, test, training), Accuracy, out Scorer? scorer, out fault).Should().BeTrue(fault.Detail);
        scorer!.TryScore(result!.Weights, out Score score, out fault).Should().BeTrue(fault.Detail);
        return score.Value / (double)MetricTraits.Scale;
    }
}
