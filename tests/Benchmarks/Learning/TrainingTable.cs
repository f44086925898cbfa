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
        byte[] file = BenchmarkModels.Mlp(784, 512, 256, 10);
        Row("training step, momentum, batch 64", file, "builtin:momentum,lr=0.0001", 3);
        Row("training step, Adam, batch 64", file, "builtin:adam,lr=0.0001", 4);
    }

    private static void Row(string name, byte[] file, string trainer, double wanted)
    {
        (double step, double forward) = Measure(file, trainer);
        Figure.Print(name, step / forward, "× our forward pass", wanted, atMost: true, how: $"{step:0.0} / {forward:0.0} µs");
    }

    /// <summary>Microseconds of a step, and of a forward pass of the same batch between the epochs, so that both see the same machine.</summary>
    private static (double Step, double Forward) Measure(byte[] file, string text)
    {
        OnnxModel model = Parse(file);
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
        var forward = new OwnModel(file, BenchmarkModels.Numbers(7, [Batch, 784], 1));
        List<double> steps = [], passes = [];
        double last = ThreadClock.Microseconds();
        bool trained = trainer!.TryRun(
            _ =>
            {
                steps.Add((ThreadClock.Microseconds() - last) / Steps);
                passes.Add(Passes(forward));
                last = ThreadClock.Microseconds();
                return true;
            },
            out _,
            out fault);
        if (!trained)
            throw new InvalidOperationException(fault.ToString());
        return (Repeated.Median(steps), Repeated.Median(passes));
    }

    private static double Passes(OwnModel model)
    {
        model.Run();
        double start = ThreadClock.Microseconds();
        for (int i = 0; i < Steps; i++)
            model.Run();
        return (ThreadClock.Microseconds() - start) / Steps;
    }

    private static OnnxModel Parse(byte[] file) =>
        OnnxModel.TryParse(file, out OnnxModel? model, out LearningFault fault) ? model! : throw new InvalidOperationException(fault.ToString());
}
