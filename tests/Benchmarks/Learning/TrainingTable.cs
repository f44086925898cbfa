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
    private const int Epochs = 40;

    public static void Print()
    {
        OnnxModel model = Parse(BenchmarkModels.Mlp(784, 512, 256, 10));
        Row("training step, momentum, batch 64", model, "builtin:momentum,lr=0.0001", 3);
        Row("training step, Adam, batch 64", model, "builtin:adam,lr=0.0001", 4);
    }

    private static void Row(string name, OnnxModel model, string trainer, double wanted)
    {
        // Before and after, so that both see the same machine.
        double before = Forward(model), step = Step(model, trainer), forward = Math.Min(before, Forward(model));
        Figure.Print(name, step / forward, "× our forward pass", wanted, atMost: true, how: $"{step:0.0} / {forward:0.0} µs");
    }

    private static double Forward(OnnxModel model)
    {
        Tensor x = BenchmarkModels.Numbers(7, [Batch, 784], 1);
        if (!ExecutionPlan.TryCreate(model, new Dictionary<string, int[]> { ["x"] = x.Shape }, out ExecutionPlan? plan, out LearningFault fault)
            || !plan!.TryStart([x], new ModelWeights(), out PlanRun? run, out fault))
            throw new InvalidOperationException(fault.ToString());
        var times = new List<double>();
        for (int i = 0; i < Epochs * Steps; i++)
        {
            double start = ThreadClock.Microseconds();
            run!.TryRestart([x], out _);
            run.Complete();
            times.Add(ThreadClock.Microseconds() - start);
        }

        return Repeated.Median(times);
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
        double last = ThreadClock.Microseconds();
        bool trained = trainer!.TryRun(
            _ =>
            {
                times.Add((ThreadClock.Microseconds() - last) / Steps);
                last = ThreadClock.Microseconds();
                return true;
            },
            out _,
            out fault);
        if (!trained)
            throw new InvalidOperationException(fault.ToString());
        return Repeated.Median(times);
    }

    private static OnnxModel Parse(byte[] file) =>
        OnnxModel.TryParse(file, out OnnxModel? model, out LearningFault fault) ? model! : throw new InvalidOperationException(fault.ToString());
}
