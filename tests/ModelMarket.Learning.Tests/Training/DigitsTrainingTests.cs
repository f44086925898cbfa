using System.Globalization;
using System.IO.Compression;
using ModelMarket.Learning.Data;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Metrics;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Scoring;
using ModelMarket.Learning.Tensors;
using ModelMarket.Learning.Tests.Support;
using ModelMarket.Learning.Training;
using ModelMarket.Learning.Weights;
using Xunit.Abstractions;

namespace ModelMarket.Learning.Tests.Training;

/// <summary>A small convolutional network on the 8×8 digits that scikit-learn ships (Debian's python3-sklearn).</summary>
public sealed class DigitsTrainingTests(ITestOutputHelper output)
{
    private const string Installed = "/usr/lib/python3/dist-packages/sklearn/datasets/data/digits.csv.gz";
    private const int Side = 8;
    private const int Classes = 10;

    private static readonly ScoringTerms Accuracy = new() { Metric = Metric.Accuracy, OutputKind = OutputKind.Logits };

    [SkippableFact]
    public void Small_cnn_reaches_98_on_a_stratified_fifth()
    {
        string unpacked = Path.Combine(Repository.Root, "publish", "digits", "digits.csv.gz");
        string path = File.Exists(unpacked) ? unpacked : Installed;
        Skip.IfNot(File.Exists(path), "digits.csv.gz is missing: run .ci/steps/digits or install python3-sklearn");
        int seeds = Environment.GetEnvironmentVariable("MODELMARKET_EXHAUSTIVE") is null ? 2 : 5;
        (float[] x, long[] y) = Load(path);
        double mean = 0;
        for (ulong seed = 1; seed <= (ulong)seeds; seed++)
        {
            double accuracy = Train(x, y, seed);
            output.WriteLine($"seed {seed}: {accuracy:F4}");
            mean += accuracy / seeds;
        }

        mean.Should().BeGreaterThanOrEqualTo(0.98);
    }

    private static double Train(float[] x, long[] y, ulong seed)
    {
        int[] fold = BreastCancer.Folds(y, 5, seed);
        DataSet.TryCreate(
            [new DataInput("", Tensor.From<float>(x, y.Length, 1, Side, Side))], Tensor.From<long>(y, y.Length), null, null, out DataSet? all, out LearningFault fault).Should().BeTrue(fault.Detail);
        int[] training = [.. Enumerable.Range(0, y.Length).Where(i => fold[i] != 0)], test = [.. Enumerable.Range(0, y.Length).Where(i => fold[i] == 0)];
        OnnxModel model = Cnn(seed);
        ParameterLayout.TryCreate(model, out ParameterLayout? layout, out _).Should().BeTrue();
        TrainingOptions options = TrainerTests.Options("builtin:adam,lr=0.003,epochs=15,batch=32,schedule=cosine") with { Seed = seed };
        Trainer.TryCreate(model, layout!, all!.Select(training), Accuracy, options, PlanOptions.Default, out Trainer? trainer, out fault).Should().BeTrue(fault.Detail);
        trainer!.TryRun(null, out TrainingResult? result, out fault).Should().BeTrue(fault.Detail);
        Scorer.TryCreate(model, all.Select(test), Accuracy, out Scorer? scorer, out fault).Should().BeTrue(fault.Detail);
        scorer!.TryScore(result!.Weights, out Score score, out fault).Should().BeTrue(fault.Detail);
        return score.Value / (double)MetricTraits.Scale;
    }

    /// <summary>Conv 1→12, Relu, Conv 12→24, Relu, MaxPool, dense 64, dense 10.</summary>
    private static OnnxModel Cnn(ulong seed)
    {
        var writer = new OnnxModelWriter(17);
        string x = writer.Input("x", ElementType.Float, -1, 1, Side, Side);
        string a = writer.Node("Relu", [Convolution(writer, x, "1", 1, 12, seed)]);
        string b = writer.Node("Relu", [Convolution(writer, a, "2", 12, 24, seed)]);
        string p = writer.Node("MaxPool", [b], OnnxAttributes.Ints("kernel_shape", 2, 2), OnnxAttributes.Ints("strides", 2, 2));
        string h = TestModels.Dense(writer, writer.Node("Flatten", [p]), "3", 24 * Side * Side / 4, 64, seed);
        writer.Node("", "Identity", [TestModels.Dense(writer, writer.Node("Relu", [h]), "4", 64, Classes, seed)], ["logits"]);
        writer.Output("logits", ElementType.Float, -1, Classes);
        return TestModels.Parse(writer);
    }

    private static string Convolution(OnnxModelWriter writer, string x, string name, int from, int to, ulong seed)
    {
        string w = writer.Initializer("k" + name, TestModels.Uniform(seed, "k" + name, MathF.Sqrt(6f / (from * 9)), to, from, 3, 3));
        string b = writer.Initializer("c" + name, Tensor.Create(ElementType.Float, to));
        return writer.Node("Conv", [x, w, b], OnnxAttributes.Ints("pads", 1, 1, 1, 1));
    }

    private static (float[] X, long[] Y) Load(string path)
    {
        using var file = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var x = new List<float>();
        var y = new List<long>();
        while (file.ReadLine() is { } line)
        {
            string[] cells = line.Split(',');
            x.AddRange(cells[..^1].Select(c => float.Parse(c, CultureInfo.InvariantCulture) / 16f));
            y.Add((long)double.Parse(cells[^1], CultureInfo.InvariantCulture));
        }

        y.Should().HaveCount(1_797);
        return ([.. x], [.. y]);
    }
}
