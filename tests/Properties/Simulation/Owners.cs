using ModelMarket.Learning;
using ModelMarket.Learning.Data;
using ModelMarket.Learning.Metrics;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Scoring;
using ModelMarket.Learning.Tensors;
using ModelMarket.Learning.Training;
using ModelMarket.Learning.Weights;

namespace Properties.Simulation;

/// <summary>
/// Breast cancer dealt out by a seed into twenty stratified folds: one to test on (28 or 29 rows), the next seven are the job's public rows (199), the
/// rest belongs to the clients (34 rows each), standardised by the clients' rows; a model of zeros. Rotated over the folds every row is tested once,
/// which one draw of a few test rows is too noisy for. With 57 public rows clients fit those rather than the rest, and a turned sign passes now and then.
/// </summary>
public sealed class Owners
{
    public const int Folds = 20;
    private const int PublicFolds = 7;

    /// <summary>How often a client takes its own rows for one time that it takes the public ones: these are in the hands of all.</summary>
    private const int OwnWeight = 5;

    private static readonly TrainingOptions Options = new() { Optimizer = OptimizerKind.Sgd, LearningRate = 0.5f, WeightDecay = 0.003f, Epochs = 5, BatchRows = 1_024 };

    private readonly int[] _test;
    private readonly int[] _public;
    private readonly int[][] _own;
    private readonly float[][] _rows;

    public Owners(int seed, int testFold, int count)
    {
        var random = new Random(seed);
        var fold = new int[World.Rows.Value.Y.Length];
        foreach (int[] rows in Classes([.. Enumerable.Range(0, fold.Length)]))
        {
            random.Shuffle(rows);
            for (int i = 0; i < rows.Length; i++) fold[rows[i]] = i % Folds;
        }

        int[] FoldsFrom(int first, int folds) => [.. Enumerable.Range(0, fold.Length).Where(row => (fold[row] - testFold - first + (2 * Folds)) % Folds < folds)];
        _test = FoldsFrom(0, 1);
        _public = FoldsFrom(1, PublicFolds);
        int[] owned = FoldsFrom(1 + PublicFolds, Folds - PublicFolds - 1);
        random.Shuffle(owned);
        int[] byClass = [.. Classes(owned).SelectMany(rows => rows)];
        _own = [.. Enumerable.Range(0, count).Select(owner => byClass.Where((_, i) => i % count == owner).ToArray())];
        _rows = Standardised(owned);
        Model = World.MakeModel(null);
        Validation = DataOf(_public, false).Encode();
        OnnxModel.TryParse(Model, out OnnxModel? model, out LearningFault fault).Should().BeTrue(fault.Detail);
        ParameterLayout.TryCreate(model!, out ParameterLayout? layout, out fault).Should().BeTrue(fault.Detail);
        Initial = WeightSet.Zeros(layout!);
    }

    public byte[] Model { get; }

    public byte[] Validation { get; }

    public WeightSet Initial { get; }

    public int TestRows => _test.Length;

    /// <summary>What one owner's rows, and the public ones, make of a model in five steps over all of them.</summary>
    public WeightSet Trained(WeightSet from, int owner, bool flipLabels)
    {
        int[] rows = [.. Enumerable.Repeat(_own[owner], OwnWeight).SelectMany(own => own), .. _public];
        return World.Train(World.MakeModel(from), DataOf(rows, flipLabels), Options);
    }

    /// <summary>The job's score, of the public rows.</summary>
    public long PublicScore(WeightSet weights) => ScoreOf(_public, weights, World.Terms.Metric);

    /// <summary>Test rows that a model tells right.</summary>
    public int TestHits(WeightSet weights) => (int)Math.Round(_test.Length * (double)ScoreOf(_test, weights, Metric.Accuracy) / MetricTraits.Scale);

    private long ScoreOf(int[] rows, WeightSet weights, Metric metric)
    {
        OnnxModel.TryParse(Model, out OnnxModel? model, out LearningFault fault).Should().BeTrue(fault.Detail);
        Scorer.TryCreate(model!, DataOf(rows, false), World.Terms with { Metric = metric }, out Scorer? scorer, out fault).Should().BeTrue(fault.Detail);
        scorer!.TryScore(weights, out Score score, out fault).Should().BeTrue(fault.Detail);
        return score.Value;
    }

    /// <summary>Rows by class, each in the order given.</summary>
    private static int[][] Classes(int[] rows) => [.. new long[] { 0, 1 }.Select(label => rows.Where(row => World.Rows.Value.Y[row] == label).ToArray())];

    /// <summary>All rows, centred and scaled by those of the clients.</summary>
    private static float[][] Standardised(int[] by)
    {
        float[][] x = World.Rows.Value.X;
        float[][] scaled = [.. x.Select(_ => new float[World.Features])];
        for (int f = 0; f < World.Features; f++)
        {
            double mean = by.Average(row => (double)x[row][f]), deviation = Math.Sqrt(by.Average(row => Math.Pow(x[row][f] - mean, 2)));
            for (int row = 0; row < x.Length; row++) scaled[row][f] = (float)((x[row][f] - mean) / deviation);
        }

        return scaled;
    }

    private DataSet DataOf(int[] rows, bool flipLabels)
    {
        var x = new float[rows.Length * World.Features];
        var y = new long[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            _rows[rows[i]].CopyTo(x, i * World.Features);
            long label = World.Rows.Value.Y[rows[i]];
            y[i] = flipLabels ? 1 - label : label;
        }

        DataSet.TryCreate([new DataInput("", Tensor.From<float>(x, rows.Length, World.Features))], Tensor.From<long>(y, rows.Length), null, null, out DataSet? data, out LearningFault fault)
            .Should().BeTrue(fault.Detail);
        return data!;
    }
}
