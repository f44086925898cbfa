using CsCheck;
using ModelMarket.Learning.Data;
using ModelMarket.Learning.Metrics;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Scoring;
using ModelMarket.Learning.Tensors;
using ModelMarket.Learning.Tests.Support;
using ModelMarket.Learning.Tests.Training;

namespace ModelMarket.Learning.Tests.Scoring;

/// <summary>Scores of the identity model: the data's x are the outputs.</summary>
public sealed class ScorerTests
{
    [Fact]
    public void Log_loss_of_logits_by_hand()
    {
        // softmax(0, ln 3) = (¼, ¾): −ln ¼ and −ln ¾.
        float ln3 = 1.0986123f;
        Score score = Of(Metric.LogLoss, OutputKind.Logits, [0, ln3, 0, ln3], 2, [0, 1]);
        long expected = ((long)Math.Round(1e9 * (Math.Log(1 + Math.Exp((double)ln3)))) + (long)Math.Round(1e9 * Math.Log(1 + Math.Exp(-(double)ln3)))) / 2;
        score.Value.Should().Be(expected);
        score.IsWorst.Should().BeFalse();
    }

    [Theory]
    [InlineData(0f, 1, 16_635_532_333)] // p below 2^-24 counts as 2^-24: 24·ln 2
    [InlineData(1f, 1, 0)]
    [InlineData(0.5f, 1, 693_147_181)]
    [InlineData(0.25f, 0, 287_682_072)] // 1 − ¼
    [InlineData(1.5f, 1, -405_465_108)] // not renormalised, no upper clamp
    public void Log_loss_of_a_single_probability(float p, long label, long expected) =>
        Of(Metric.LogLoss, OutputKind.Probabilities, [p], 1, [label]).Value.Should().Be(expected);

    [Fact]
    public void Log_loss_of_a_single_logit_is_a_sigmoid() =>
        Of(Metric.LogLoss, OutputKind.Logits, [2f, -40f], 1, [0, 1]).Value.Should().Be((2_126_928_011 + 16_635_532_333) / 2);

    [Theory]
    [InlineData(Metric.Accuracy, 666_666_666)]
    [InlineData(Metric.BalancedAccuracy, 750_000_000)]
    [InlineData(Metric.F1, 666_666_666)]
    public void Counting_metrics_of_logits(Metric metric, long expected) =>
        Of(metric, OutputKind.Logits, [0, 1, 1, 0, 0, 1], 2, [1, 0, 0]).Value.Should().Be(expected);

    [Fact]
    public void Ties_of_logits_go_to_the_first_class_and_zero_is_negative()
    {
        Of(Metric.Accuracy, OutputKind.Logits, [1, 1], 2, [0]).Value.Should().Be(1_000_000_000);
        Of(Metric.Accuracy, OutputKind.Logits, [0f], 1, [0]).Value.Should().Be(1_000_000_000);
        Of(Metric.Accuracy, OutputKind.Probabilities, [0.5f], 1, [0]).Value.Should().Be(1_000_000_000);
    }

    [Fact]
    public void Labels_are_compared_as_they_are() =>
        Of(Metric.Accuracy, OutputKind.Label, [2, 7, 1.5f, 3], 1, [2, 7, 1, 4]).Value.Should().Be(500_000_000);

    [Fact]
    public void Roc_auc_counts_half_for_ties()
    {
        // positives 3, 2; negatives 2, 1: three wins and one tie of four pairs.
        Of(Metric.RocAuc, OutputKind.Value, [3, 2, 2, 1], 1, [1, 1, 0, 0]).Value.Should().Be(875_000_000);
        Of(Metric.RocAuc, OutputKind.Logits, [-3, -2, -2, -1], 1, [1, 1, 0, 0], positive: 0).Value.Should().Be(875_000_000 - 750_000_000);
    }

    [Fact]
    public void Roc_auc_equals_the_pair_count() =>
        Gen.Select(Gen.Int[0, 5].Array[2, 40], Gen.Int[0, 1].Array[40]).Sample((scores, labels) =>
        {
            long[] y = [.. scores.Select((_, i) => i < 2 ? i : (long)labels[i])];
            long twice = 0, pairs = 0;
            for (int i = 0; i < y.Length; i++)
            {
                for (int j = 0; j < y.Length; j++)
                {
                    if (y[i] != 1 || y[j] != 0)
                        continue;
                    pairs++;
                    twice += scores[i] > scores[j] ? 2 : scores[i] == scores[j] ? 1 : 0;
                }
            }

            Of(Metric.RocAuc, OutputKind.Value, [.. scores.Select(s => (float)s)], 1, y).Value.Should().Be(twice * 1_000_000_000 / (2 * pairs));
        });

    [Fact]
    public void Regression_metrics_by_hand()
    {
        float[] predicted = [1, 2, 3, 6];
        Regression(Metric.Rmse, predicted, [1, 2, 3, 4]).Value.Should().Be(1_000_000_000);
        Regression(Metric.MeanAbsoluteError, predicted, [1, 2, 3, 4]).Value.Should().Be(500_000_000);
        Regression(Metric.RSquared, predicted, [1, 2, 3, 4]).Value.Should().Be(200_000_000);
        Regression(Metric.RSquared, [9, 9, 9, 9], [1, 2, 3, 4]).Value.Should().Be(-34_800_000_000 + 1_000_000_000);
        Regression(Metric.Rmse, [2e9f, 2, 3, 4], [1, 2, 3, 4]).Outcome.Should().Be(ScoreOutcome.Overflow);
        Regression(Metric.Rmse, [9e8f, 2, 3, 4], [1, 2, 3, 4]).Outcome.Should().Be(ScoreOutcome.Overflow);
    }

    [Fact]
    public void Sample_weights_count_in_means()
    {
        DataSet data = Data([0f, 1f, 1f], 1, Tensor.From<long>([0, 1, 0], 3), Tensor.From<float>([1, 2, 5], 3));
        var terms = new ScoringTerms { Metric = Metric.Accuracy, OutputKind = OutputKind.Label };
        Score(data, terms).Value.Should().Be(666_666_666);
        Score(data, terms with { UseSampleWeights = true }).Value.Should().Be(375_000_000);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void One_output_that_is_not_finite_makes_the_worst_score(float output)
    {
        Score loss = Of(Metric.LogLoss, OutputKind.Logits, [1, 2, 3, output], 2, [0, 1]);
        loss.Outcome.Should().Be(ScoreOutcome.NonFinite);
        loss.Value.Should().Be(LearningLimits.ScoreMax);
        Of(Metric.Accuracy, OutputKind.Logits, [1, 2, 3, output], 2, [0, 1]).Value.Should().Be(-LearningLimits.ScoreMax);
    }

    [Fact]
    public void Class_order_names_the_columns()
    {
        DataSet data = Data([0, 5, 5, 0], 2, Tensor.From<long>([7, 3], 2), null);
        var terms = new ScoringTerms { Metric = Metric.Accuracy, OutputKind = OutputKind.Logits, ClassOrder = [3, 7] };
        Score(data, terms).Value.Should().Be(1_000_000_000);
        Score(data, terms with { ClassOrder = [7, 3] }).Value.Should().Be(0);
        Refused(data, terms with { ClassOrder = [] }).Should().Be(LearningError.ScoringLabel);
        Refused(data, terms with { ClassOrder = [3, 3] }).Should().Be(LearningError.ScoringTerms);
    }

    [Theory]
    [InlineData(Metric.BalancedAccuracy)]
    [InlineData(Metric.F1)]
    [InlineData(Metric.RocAuc)]
    public void Single_class_is_refused_where_the_metric_needs_two(Metric metric) =>
        Refused(Data([0, 1, 2, 3], 2, Tensor.From<long>([0, 0], 2), null), new ScoringTerms { Metric = metric, OutputKind = OutputKind.Logits })
            .Should().Be(LearningError.ScoringDegenerate);

    [Fact]
    public void Terms_that_do_not_fit_are_refused()
    {
        DataSet classes = Data([0, 1, 2, 3], 2, Tensor.From<long>([0, 1], 2), null), values = Data([0, 1], 1, Tensor.From<float>([0, 1], 2), null);
        var terms = new ScoringTerms { Metric = Metric.LogLoss, OutputKind = OutputKind.Logits };
        Refused(classes, terms with { OutputName = "other" }).Should().Be(LearningError.ScoringOutput);
        Refused(classes, terms with { OutputKind = OutputKind.Label }).Should().Be(LearningError.ScoringTerms);
        Refused(classes, terms with { Metric = Metric.Rmse, OutputKind = OutputKind.Value }).Should().Be(LearningError.ScoringOutput);
        Refused(classes, terms with { UseSampleWeights = true }).Should().Be(LearningError.ScoringTerms);
        Refused(classes, terms with { Metric = (Metric)99 }).Should().Be(LearningError.ScoringTerms);
        Refused(classes, terms with { BatchRows = 1 << 20 }).Should().Be(LearningError.ScoringLimit);
        Refused(classes, terms with { Metric = Metric.F1, PositiveClass = 2 }).Should().Be(LearningError.ScoringTerms);
        Refused(values, terms).Should().Be(LearningError.ScoringTerms);
        Refused(values, terms with { Metric = Metric.RSquared, OutputKind = OutputKind.Logits }).Should().Be(LearningError.ScoringTerms);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(17)]
    public void Score_and_work_do_not_depend_on_where_a_run_stops(int ticks)
    {
        OnnxModel model = TestModels.Mlp(4, 32, 3, 5);
        foreach (Metric metric in (Metric[])[Metric.LogLoss, Metric.RocAuc])
        {
            var terms = new ScoringTerms { Metric = metric, OutputKind = OutputKind.Logits, BatchRows = 7 };
            Scorer.TryCreate(model, TrainerTests.Blobs(100), terms, out Scorer? scorer, out LearningFault fault).Should().BeTrue(fault.Detail);
            scorer!.TryScore(null, out Score whole, out _).Should().BeTrue();
            ScoringRun run = scorer.Start(null);
            long share = Math.Max(scorer.LargestNodeWork, (scorer.TotalWork / ticks) + 1), carried = 0;
            int used = 0;
            bool done = false;
            while (!done)
            {
                used.Should().BeLessThan(200);
                long budget = share + carried;
                done = run.Advance(ref budget);
                carried = budget;
                run.Fault.IsError.Should().BeFalse(run.Fault.Detail);
                used++;
            }

            run.Score.Should().Be(whole);
            run.WorkDone.Should().Be(scorer.TotalWork);
            if (ticks > 1)
                used.Should().BeGreaterThan(1);
        }
    }

    [Fact]
    public void Score_does_not_depend_on_the_batch_size()
    {
        OnnxModel model = TestModels.Mlp(4, 32, 3, 5);
        var values = new HashSet<Score>();
        foreach (int rows in (int[])[1, 3, 64, 100, 1000])
        {
            var terms = new ScoringTerms { Metric = Metric.LogLoss, OutputKind = OutputKind.Logits, BatchRows = rows };
            Scorer.TryCreate(model, TrainerTests.Blobs(100), terms, out Scorer? scorer, out _).Should().BeTrue();
            scorer!.TryScore(null, out Score score, out _).Should().BeTrue();
            values.Add(score);
        }

        values.Should().ContainSingle();
    }

    [Fact]
    public void Model_with_a_fixed_first_dimension_is_padded()
    {
        DataSet data = Data([0, 1, 2, 9, 4, 5], 2, Tensor.From<long>([1, 1, 0], 3), null);
        Scorer.TryCreate(Identity(2, 2), data, new ScoringTerms { Metric = Metric.Accuracy, OutputKind = OutputKind.Logits, BatchRows = 64 }, out Scorer? scorer, out _).Should().BeTrue();
        scorer!.BatchRows.Should().Be(2);
        scorer.BatchCount.Should().Be(2);
        scorer.TryScore(null, out Score score, out _).Should().BeTrue();
        score.Value.Should().Be(666_666_666);
    }

    [Fact]
    public void Slices_have_their_own_scores()
    {
        DataSet.TryCreate(
            [new DataInput("", Tensor.From<float>([1, 1, 0, 0], 4, 1))], Tensor.From<long>([1, 0, 0, 0], 4), null, Tensor.From<long>([5, 5, 6, 6], 4), out DataSet? data, out _).Should().BeTrue();
        Scorer.TryCreate(Identity(-1, 1), data!, new ScoringTerms { Metric = Metric.Accuracy, OutputKind = OutputKind.Label }, out Scorer? scorer, out _).Should().BeTrue();
        ScoringRun run = scorer!.Start(null);
        long budget = long.MaxValue;
        run.Advance(ref budget).Should().BeTrue();
        run.TrySliceScore(5, out Score half).Should().BeTrue();
        half.Value.Should().Be(500_000_000);
        run.TrySliceScore(6, out Score all).Should().BeTrue();
        all.Value.Should().Be(1_000_000_000);
        run.TrySliceScore(7, out _).Should().BeFalse();
    }

    [Fact]
    public void Standard_error_of_accuracy_is_the_binomial_one()
    {
        float[] x = [.. Enumerable.Repeat(1f, 100)];
        long[] y = [.. Enumerable.Range(0, 100).Select(i => i < 80 ? 1L : 0L)];
        Of(Metric.Accuracy, OutputKind.Label, x, 1, y).StandardError.Should().BeCloseTo((long)(1e9 * Math.Sqrt(0.8 * 0.2 / 99)), 1);
    }

    private static Score Of(Metric metric, OutputKind kind, float[] outputs, int width, long[] labels, int positive = 1) =>
        Score(Data(outputs, width, Tensor.From<long>(labels, labels.Length), null), new ScoringTerms { Metric = metric, OutputKind = kind, PositiveClass = positive });

    private static Score Regression(Metric metric, float[] outputs, float[] targets) =>
        Score(Data(outputs, 1, Tensor.From<float>(targets, targets.Length), null), new ScoringTerms { Metric = metric, OutputKind = OutputKind.Value });

    private static Score Score(DataSet data, ScoringTerms terms)
    {
        Scorer.TryCreate(Identity(-1, data.Inputs[0].Tensor.Shape[1]), data, terms, out Scorer? scorer, out LearningFault fault).Should().BeTrue(fault.Detail);
        scorer!.TryScore(null, out Score score, out fault).Should().BeTrue(fault.Detail);
        return score;
    }

    private static LearningError Refused(DataSet data, ScoringTerms terms)
    {
        Scorer.TryCreate(Identity(-1, data.Inputs[0].Tensor.Shape[1]), data, terms, out _, out LearningFault fault).Should().BeFalse();
        fault.Detail.Should().NotBeEmpty();
        return fault.Error;
    }

    private static DataSet Data(float[] x, int width, Tensor y, Tensor? weights)
    {
        DataSet.TryCreate([new DataInput("", Tensor.From<float>(x, x.Length / width, width))], y, weights, null, out DataSet? data, out LearningFault fault).Should().BeTrue(fault.Detail);
        return data!;
    }

    private static OnnxModel Identity(int rows, int width)
    {
        var writer = new OnnxModelWriter(17);
        string x = writer.Input("x", ElementType.Float, rows, width);
        writer.Node("", "Identity", [x], ["y"]);
        writer.Output("y", ElementType.Float, rows, width);
        return TestModels.Parse(writer);
    }
}
