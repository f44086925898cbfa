using System.Globalization;
using ModelMarket.Learning;
using ModelMarket.Learning.Data;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Metrics;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Scoring;
using ModelMarket.Learning.Tensors;
using ModelMarket.Learning.Training;
using ModelMarket.Learning.Weights;
using Properties.House;

namespace Properties.Simulation;

/// <summary>
/// One draw of who owns what: breast cancer (569 rows, 30 features), shuffled by a seed into a validation set and the rows of each owner, a
/// logistic regression that the sponsor began to train on a few rows of its own, and what honest training on each owner's rows gives.
/// </summary>
public sealed class World
{
    public const int Features = 30;
    public const int ValidationRows = 200;
    public const int OwnerRows = 80;
    public const int SponsorRows = 40;

    internal static readonly Lazy<(float[][] X, long[] Y)> Rows = new(Load);
    internal static readonly ScoringTerms Terms = new()
    {
        Metric = Metric.LogLoss,
        OutputKind = OutputKind.Logits,
        OutputName = "",
        PositiveClass = 1,
        BatchRows = 64,
        UseSampleWeights = false,
    };

    private readonly int[] _order;

    public World(int seed)
    {
        Random = new Random(seed);
        _order = [.. Enumerable.Range(0, Rows.Value.Y.Length)];
        Random.Shuffle(_order);
        Validation = DataOf(0, ValidationRows).Encode();
        Initial = Train(MakeModel(null), DataOf(ValidationRows + (4 * OwnerRows), SponsorRows), 1, 4);
        Model = MakeModel(Initial);
        NoiseFloor = 2 * (ulong)ScoreOfInitial().StandardError;
    }

    /// <summary>The weights that the job starts from.</summary>
    public WeightSet Initial { get; }

    /// <summary>The model with them.</summary>
    public byte[] Model { get; }

    /// <summary>For whatever an actor decides by chance; all of it follows from the seed.</summary>
    public Random Random { get; }

    public byte[] Validation { get; }

    /// <summary>Twice the standard error of the initial score: the least improvement that the command line proposes for few rows.</summary>
    public ulong NoiseFloor { get; }

    /// <summary>What an owner's honest training gives. Owners 0 to 3 share no rows.</summary>
    public WeightSet Trained(int owner, ulong seed = 1, int epochs = 20) =>
        Train(Model, DataOf(ValidationRows + (owner * OwnerRows), OwnerRows), seed, epochs);

    /// <summary>The same from other weights than the initial ones: those of a global model.</summary>
    public WeightSet TrainedFrom(WeightSet start, int owner, ulong seed = 1, int epochs = 20) =>
        Train(MakeModel(start), DataOf(ValidationRows + (owner * OwnerRows), OwnerRows), seed, epochs);

    /// <summary>The score on all validation rows.</summary>
    public long ScoreOf(WeightSet weights)
    {
        OnnxModel.TryParse(Model, out OnnxModel? model, out LearningFault fault).Should().BeTrue(fault.Detail);
        Scorer.TryCreate(model!, DataOf(0, ValidationRows), Terms, out Scorer? scorer, out fault).Should().BeTrue(fault.Detail);
        scorer!.TryScore(weights, out Score score, out fault).Should().BeTrue(fault.Detail);
        return score.Value;
    }

    /// <summary>What one can make who knows the validation labels.</summary>
    public WeightSet TrainedOnValidation(ulong seed) => Train(Model, DataOf(0, ValidationRows), seed, 60);

    /// <summary>Weights as a copy, each changed by the function of its value.</summary>
    public static WeightSet Changed(WeightSet weights, Func<float, float> change)
    {
        WeightSet copy = weights.Copy();
        foreach (Tensor tensor in copy.Tensors)
        {
            foreach (ref float value in tensor.Floats) value = change(value);
        }

        return copy;
    }

    private static WeightSet Train(byte[] file, DataSet data, ulong seed, int epochs) =>
        Train(file, data, new TrainingOptions { LearningRate = 0.01f, Epochs = epochs, BatchRows = 16, Seed = seed });

    internal static WeightSet Train(byte[] file, DataSet data, TrainingOptions options)
    {
        OnnxModel.TryParse(file, out OnnxModel? model, out LearningFault fault).Should().BeTrue(fault.Detail);
        ParameterLayout.TryCreate(model!, out ParameterLayout? layout, out fault).Should().BeTrue(fault.Detail);
        Trainer.TryCreate(model!, layout!, data, Terms, options, PlanOptions.Default, out Trainer? trainer, out fault).Should().BeTrue(fault.Detail);
        trainer!.TryRun(null, out TrainingResult? result, out fault).Should().BeTrue(fault.Detail);
        return result!.Weights;
    }

    private Score ScoreOfInitial()
    {
        OnnxModel.TryParse(Model, out OnnxModel? model, out LearningFault fault).Should().BeTrue(fault.Detail);
        Scorer.TryCreate(model!, DataOf(0, ValidationRows), Terms, out Scorer? scorer, out fault).Should().BeTrue(fault.Detail);
        scorer!.TryScore(null, out Score score, out fault).Should().BeTrue(fault.Detail);
        return score;
    }

    private DataSet DataOf(int from, int count) => DataOf(_order, from, count);

    private static DataSet DataOf(int[] order, int from, int count)
    {
        var x = new float[count * Features];
        var y = new long[count];
        for (int i = 0; i < count; i++)
        {
            Rows.Value.X[order[from + i]].CopyTo(x, i * Features);
            y[i] = Rows.Value.Y[order[from + i]];
        }

        DataSet.TryCreate([new DataInput("", Tensor.From<float>(x, count, Features))], Tensor.From<long>(y, count), null, null, out DataSet? data, out LearningFault fault)
            .Should().BeTrue(fault.Detail);
        return data!;
    }

    internal static byte[] MakeModel(WeightSet? weights)
    {
        var writer = new OnnxModelWriter(17);
        string x = writer.Input("x", ElementType.Float, -1, Features);
        string w = writer.Initializer("w", weights?.Tensors[weights.Layout.IndexOf("w")] ?? Tensor.From<float>(new float[Features], Features, 1));
        string b = writer.Initializer("b", weights?.Tensors[weights.Layout.IndexOf("b")] ?? Tensor.From<float>([0f], 1));
        writer.Node("", "Gemm", [x, w, b], ["logit"]);
        writer.Output("logit", ElementType.Float, -1, 1);
        return writer.ToArray();
    }

    /// <summary>The repository's copy, standardised over all rows as a job's schema would say it.</summary>
    private static (float[][] X, long[] Y) Load()
    {
        string path = Path.Combine(RepositoryFiles.Root, "frontend-cli", "Demo", "breast_cancer.csv");
        double[][] cells = [.. File.ReadLines(path).Skip(1).Select(line => line.Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray())];
        float[][] x = [.. cells.Select(_ => new float[Features])];
        for (int f = 0; f < Features; f++)
        {
            double mean = cells.Average(row => row[f]), deviation = Math.Sqrt(cells.Average(row => Math.Pow(row[f] - mean, 2)));
            for (int i = 0; i < cells.Length; i++) x[i][f] = (float)((cells[i][f] - mean) / deviation);
        }

        return (x, [.. cells.Select(row => (long)row[Features])]);
    }
}
