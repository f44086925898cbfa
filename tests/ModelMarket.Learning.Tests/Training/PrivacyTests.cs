using ModelMarket.Learning.Data;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Metrics;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Scoring;
using ModelMarket.Learning.Tests.Support;
using ModelMarket.Learning.Training;
using ModelMarket.Learning.Training.Privacy;
using ModelMarket.Learning.Weights;

namespace ModelMarket.Learning.Tests.Training;

public sealed class PrivacyTests
{
    private static readonly ScoringTerms LogLoss = new() { Metric = Metric.LogLoss, OutputKind = OutputKind.Logits };

    // N = 60,000, batch 256, δ = 1e-5: the table of numerics.md §4.
    [Theory]
    [InlineData(1.3, 15, 0.954, 1.192)]
    [InlineData(1.1, 60, 2.597, 3.009)]
    [InlineData(0.7, 45, 6.373, 7.123)]
    public void Epsilon_is_within_one_percent_of_the_table(double noise, int epochs, double improved, double classic)
    {
        const double Rate = 256.0 / 60_000;
        long steps = epochs * 60_000L / 256;
        RdpAccountant.Epsilon(Rate, noise, steps, 1e-5).Should().BeApproximately(improved, improved / 100);
        RdpAccountant.ClassicEpsilon(Rate, noise, steps, 1e-5).Should().BeApproximately(classic, classic / 100);
    }

    [Fact]
    public void Epsilon_falls_with_noise_and_grows_with_steps_and_rate()
    {
        double middle = RdpAccountant.Epsilon(0.01, 1, 1000, 1e-5);
        RdpAccountant.Epsilon(0.01, 1.2, 1000, 1e-5).Should().BeLessThan(middle);
        RdpAccountant.Epsilon(0.01, 1, 2000, 1e-5).Should().BeGreaterThan(middle);
        RdpAccountant.Epsilon(0.02, 1, 1000, 1e-5).Should().BeGreaterThan(middle);
        RdpAccountant.Epsilon(1, 5, 1, 1e-5).Should().BeInRange(0.5, 2);
    }

    [Fact]
    public void Noise_for_a_target_is_the_least_that_reaches_it()
    {
        RdpAccountant.TryNoiseFor(3, 0.02, 500, 1e-5, out double noise).Should().BeTrue();
        RdpAccountant.Epsilon(0.02, noise, 500, 1e-5).Should().BeLessThanOrEqualTo(3);
        RdpAccountant.Epsilon(0.02, noise - 0.001, 500, 1e-5).Should().BeGreaterThan(3);
        RdpAccountant.TryNoiseFor(1e-9, 1, 1_000_000, 1e-5, out _).Should().BeFalse();
    }

    [Fact]
    public void ChaCha20_gives_the_block_of_the_rfc()
    {
        // RFC 8439 §2.3.2.
        uint[] state =
        [
            0x61707865, 0x3320646e, 0x79622d32, 0x6b206574, 0x03020100, 0x07060504, 0x0b0a0908, 0x0f0e0d0c,
            0x13121110, 0x17161514, 0x1b1a1918, 0x1f1e1d1c, 0x00000001, 0x09000000, 0x4a000000, 0x00000000,
        ];
        var output = new uint[16];
        ChaCha20Stream.Block(state, output);
        output.Should().Equal(
            0xe4e7f110, 0x15593bd1, 0x1fdd0f50, 0xc47120a3, 0xc7f4d1c7, 0x0368c033, 0x9aaa2204, 0x4e6cd4c3,
            0x466482d2, 0x09aa9f07, 0x05d7c214, 0xa2028bd9, 0xd19c12b5, 0xb94e16de, 0xe883d0cb, 0x4e3c50a2);
    }

    [Fact]
    public void Private_training_learns_and_reports_what_it_spent()
    {
        OnnxModel model = TestModels.Linear(4, 3);
        DataSet data = TrainerTests.Blobs(600);
        TrainingResult result = Train(model, data, "builtin:adam,lr=0.05,epochs=12,batch=60,dpnoise=1,dpclip=0.5", Secret(1));
        Value(model, data, result.Weights).Should().BeLessThan(Value(model, data, null) * 8 / 10);
        result.Privacy.Should().Be(new PrivacySpent(0.1, 1, 120));
        result.Privacy!.Value.Epsilon(1e-5).Should().BeInRange(1, 20);
    }

    [Fact]
    public void Another_secret_gives_other_weights_and_the_same_one_the_same()
    {
        OnnxModel model = TestModels.Linear(4, 3);
        DataSet data = TrainerTests.Blobs(60);
        const string Options = "builtin:sgd,lr=0.1,epochs=1,batch=20,dpnoise=1";
        byte[] first = Train(model, data, Options, Secret(1)).Weights.CanonicalBytes();
        Train(model, data, Options, Secret(1)).Weights.CanonicalBytes().Should().Equal(first);
        Train(model, data, Options, Secret(2)).Weights.CanonicalBytes().Should().NotEqual(first);
    }

    [Fact]
    public void Noise_has_the_size_that_is_accounted_for()
    {
        // No row weighs anything (class weights 0), so the gradient is the noise alone: σ·C / expected rows.
        OnnxModel model = TestModels.Linear(4, 3);
        TrainingResult result = Train(
            model, TrainerTests.Blobs(100), "builtin:sgd,lr=1,epochs=40,batch=50,dpnoise=2,dpclip=0.5,classweights=0;0;0", Secret(3));
        double squares = 0;
        int count = 0;
        foreach (Learning.Tensors.Tensor tensor in result.Weights.Tensors)
        {
            foreach (float value in tensor.Floats)
            {
                squares += value * value;
                count++;
            }
        }

        // 80 steps of deviation 2·0.5/50.
        Math.Sqrt(squares / count).Should().BeApproximately(Math.Sqrt(80) * 0.02, 0.09);
    }

    /// <summary>What the accounting rests on: one row in place of another moves a step by twice the clip at most, over all tensors together, however wild it is.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(-1000)]
    [InlineData(1e6f)]
    public void Step_is_moved_by_one_row_no_further_than_the_clip_allows(float factor)
    {
        const int Rows = 50;
        const double Clip = 0.5;
        OnnxModel model = TestModels.Linear(4, 3);
        DataSet data = TrainerTests.Blobs(Rows);
        float[] values = data.Inputs[0].Tensor.Floats.ToArray();
        for (int i = 0; i < 4; i++)
            values[i] = (values[i] + 1) * factor;
        DataSet.TryCreate([new DataInput(data.Inputs[0].Name, Learning.Tensors.Tensor.From<float>(values, Rows, 4))], data.Targets, null, null, out DataSet? other, out _).Should().BeTrue();

        const string OneStep = "builtin:sgd,lr=1,epochs=1,batch=50,dpnoise=1,dpclip=0.5"; // of all rows, with the same noise for both
        WeightSet with = Train(model, data, OneStep, Secret(1)).Weights, without = Train(model, other!, OneStep, Secret(1)).Weights;

        double squares = with.Tensors.Zip(without.Tensors, (a, b) => a.Floats.ToArray().Zip(b.Floats.ToArray(), (x, y) => ((double)x - y) * (x - y)).Sum()).Sum();
        Math.Sqrt(squares).Should().BeInRange(1e-6, (2 * Clip / Rows) + 1e-6);
    }

    [Theory]
    [InlineData("builtin:sgd", "dpnoise")]
    [InlineData("builtin:sgd,dpnoise=1,holdout=0.2", "hold-out")]
    [InlineData("builtin:sgd,dpnoise=1,balanced=true", "balanced")]
    [InlineData("builtin:sgd,dpnoise=1,clip=1", "dpclip")]
    public void What_would_leak_is_refused(string trainer, string named)
    {
        OnnxModel model = TestModels.Linear(4, 3);
        ParameterLayout.TryCreate(model, out ParameterLayout? layout, out _).Should().BeTrue();
        PrivateTrainer.TryCreate(model, layout!, TrainerTests.Blobs(30), LogLoss, TrainerTests.Options(trainer), PlanOptions.Default, out _, out LearningFault fault).Should().BeFalse();
        fault.Error.Should().Be(LearningError.TrainingOptions);
        fault.Detail.Should().Contain(named);
    }

    [Fact]
    public void Ordinary_trainer_does_not_take_private_options()
    {
        OnnxModel model = TestModels.Linear(4, 3);
        ParameterLayout.TryCreate(model, out ParameterLayout? layout, out _).Should().BeTrue();
        Trainer.TryCreate(model, layout!, TrainerTests.Blobs(30), LogLoss, TrainerTests.Options("builtin:sgd,dpnoise=1"), PlanOptions.Default, out _, out LearningFault fault).Should().BeFalse();
        fault.Error.Should().Be(LearningError.TrainingOptions);
    }

    private static byte[] Secret(byte seed) => [.. Enumerable.Range(0, PrivateTrainer.SecretBytes).Select(i => (byte)((i * 7) + seed))];

    private static TrainingResult Train(OnnxModel model, DataSet data, string trainer, byte[] secret)
    {
        ParameterLayout.TryCreate(model, out ParameterLayout? layout, out _).Should().BeTrue();
        PrivateTrainer.TryCreate(model, layout!, data, LogLoss, TrainerTests.Options(trainer), PlanOptions.Default, out PrivateTrainer? made, out LearningFault fault).Should().BeTrue(fault.Detail);
        made!.TryRun(secret, null, out TrainingResult? result, out fault).Should().BeTrue(fault.Detail);
        return result!;
    }

    private static long Value(OnnxModel model, DataSet data, WeightSet? weights)
    {
        Scorer.TryCreate(model, data, LogLoss, out Scorer? scorer, out _).Should().BeTrue();
        scorer!.TryScore(weights, out Score score, out _).Should().BeTrue();
        return score.Value;
    }
}
