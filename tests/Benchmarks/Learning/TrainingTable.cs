using System.Diagnostics;
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

namespace Benchmarks.Learning;

/// <summary>A training step against our own forward pass of the same batch, one thread: medians over epochs.</summary>
internal static class TrainingTable
{
    private const int Batch = 64;
    private const int Steps = 20;
    private const int Epochs = 15;

    public static void Print()
    {
        Console.WriteLine("MLP 784-512-256-10, batch 64           µs   × forward");
        OnnxModel model = Parse(BenchmarkModels.Mlp(784, 512, 256, 10));
        double forward = Forward(model);
        Row("forward", forward, forward);
        Row("step with momentum", Step(model, "builtin:momentum,lr=0.0001"), forward);
        Row("step with Adam", Step(model, "builtin:adam,lr=0.0001"), forward);
    }

    private static void Row(string name, double microseconds, double forward) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-30} {microseconds,10:0.0} {microseconds / forward,11:0.00}"));

    private static double Forward(OnnxModel model)
    {
        Tensor x = BenchmarkModels.Numbers(7, [Batch, 784], 1);
        if (!ExecutionPlan.TryCreate(model, new Dictionary<string, int[]> { ["x"] = x.Shape }, out ExecutionPlan? plan, out LearningFault fault)
            || !plan!.TryStart([x], new ModelWeights(), out PlanRun? run, out fault))
            throw new InvalidOperationException(fault.ToString());
        var times = new List<double>();
        for (int i = 0; i < Epochs * Steps; i++)
        {
            long start = Stopwatch.GetTimestamp();
            run!.TryRestart([x], out _);
            run.Complete();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }

        times.Sort();
        return times[times.Count / 2];
    }

    private static double Step(OnnxModel model, string text)
    {
        Tensor x = BenchmarkModels.Numbers(7, [Batch * Steps, 784], 1), y = Tensor.Create(ElementType.Int64, Batch * Steps);
        for (int i = 0; i < y.Count; i++)
            y.Int64s[i] = i % 10;
        if (!DataSet.TryCreate([new DataInput("", x)], y, null, null, out DataSet? data, out LearningFault fault)
            || !ParameterLayout.TryCreate(model, out ParameterLayout? layout, out fault)
            || !TrainerString.TryParse(text, out TrainingOptions? options, out fault)
            || !Trainer.TryCreate(
                model, layout!, data!, new ScoringTerms { Metric = Metric.Accuracy, OutputKind = OutputKind.Logits }, options! with { BatchRows = Batch, Epochs = Epochs },
                PlanOptions.Default, out Trainer? trainer, out fault))
            throw new InvalidOperationException(fault.ToString());
        var times = new List<double>();
        long last = Stopwatch.GetTimestamp();
        bool trained = trainer!.TryRun(
            _ =>
            {
                times.Add(Stopwatch.GetElapsedTime(last).TotalMicroseconds / Steps);
                last = Stopwatch.GetTimestamp();
                return true;
            },
            out _,
            out fault);
        if (!trained)
            throw new InvalidOperationException(fault.ToString());
        times.Sort();
        return times[times.Count / 2];
    }

    private static OnnxModel Parse(byte[] file) =>
        OnnxModel.TryParse(file, out OnnxModel? model, out LearningFault fault) ? model! : throw new InvalidOperationException(fault.ToString());
}
