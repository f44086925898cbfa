using ModelMarket.Learning;
using ModelMarket.Learning.Data;
using ModelMarket.Learning.Metrics;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Scoring;
using ModelMarket.Learning.Training;
using ModelMarket.Learning.Weights;

namespace Properties.Simulation;

/// <summary>Breast cancer dealt out by a seed: a tenth to test on, a tenth to judge by, the rest to owners of equal size; a model of zeros.</summary>
public sealed class Owners
{
    private const int Part = 57;

    private readonly int[] _order;
    private readonly int _rowsEach;

    public Owners(int seed, int count)
    {
        _order = [.. Enumerable.Range(0, World.Rows.Value.Y.Length)];
        new Random(seed).Shuffle(_order);
        _rowsEach = (_order.Length - (2 * Part)) / count;
        Model = World.MakeModel(null);
        Validation = DataOf(Part, Part, false).Encode();
        OnnxModel.TryParse(Model, out OnnxModel? model, out LearningFault fault).Should().BeTrue(fault.Detail);
        ParameterLayout.TryCreate(model!, out ParameterLayout? layout, out fault).Should().BeTrue(fault.Detail);
        Initial = WeightSet.Zeros(layout!);
    }

    public byte[] Model { get; }

    public byte[] Validation { get; }

    public WeightSet Initial { get; }

    /// <summary>What one owner's rows make of a model in a few epochs.</summary>
    public WeightSet Trained(WeightSet from, int owner, bool flipLabels, ulong seed) =>
        World.Train(World.MakeModel(from), DataOf((2 * Part) + (owner * _rowsEach), _rowsEach, flipLabels), Options with { Seed = seed });

    private static TrainingOptions Options { get; } = new() { Optimizer = OptimizerKind.Sgd, LearningRate = 0.1f, Epochs = 2, BatchRows = 16 };

    public double TestAccuracy(WeightSet weights)
    {
        OnnxModel.TryParse(Model, out OnnxModel? model, out LearningFault fault).Should().BeTrue(fault.Detail);
        Scorer.TryCreate(model!, DataOf(0, Part, false), World.Terms with { Metric = Metric.Accuracy }, out Scorer? scorer, out fault).Should().BeTrue(fault.Detail);
        scorer!.TryScore(weights, out Score score, out fault).Should().BeTrue(fault.Detail);
        return (double)score.Value / MetricTraits.Scale;
    }

    private DataSet DataOf(int from, int count, bool flipLabels) => World.DataOf(_order, from, count, flipLabels);
}
