using System.Diagnostics;
using System.Globalization;
using ModelMarket.Learning;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tensors;

namespace Benchmarks.Learning;

/// <summary>Our engine against ONNX Runtime on one thread: medians of repeated runs and their ratio (ONNX Runtime / ours; above 1 we are faster).</summary>
internal static class SpeedTable
{
    public static void Print()
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Machine()}; p = {FloatingRate.Ratio():0.00} (multiply and add apart / fused)"));
        Console.WriteLine("model                              rows   ONNX Runtime µs       ours µs   ratio");
        Row("MLP 784-512-256-10", BenchmarkModels.Mlp(784, 512, 256, 10), [1000, 784]);
        Row("MLP 30-16-1", BenchmarkModels.Mlp(30, 16, 1), [569, 30]);
        Row("LeNet-5", BenchmarkModels.LeNet(), [32, 1, 28, 28]);
        Row("two 64→64 3×3 blocks, 28×28", BenchmarkModels.Block(64), [32, 64, 28, 28]);
        Row("300 trees of depth 6, 30 features", BenchmarkModels.Trees(300, 6, 30), [1000, 30]);
        Row("MatMul 512³", BenchmarkModels.MatMul(512), [512, 512]);
    }

    private static string Machine()
    {
        foreach (string line in File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo") : [])
        {
            if (line.StartsWith("model name", StringComparison.Ordinal))
                return line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..];
        }

        return "unknown processor";
    }

    private static void Row(string name, byte[] file, int[] shape)
    {
        Tensor x = BenchmarkModels.Numbers(7, shape, 1);
        using var theirs = new OnnxRuntimeModel(file, x);
        Action ours = Ours(file, x);
        (double first, double second) = Medians(theirs.Run, ours);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{name,-34} {shape[0],5} {first,17:0.0} {second,13:0.0} {first / second,7:0.00}"));
    }

    private static Action Ours(byte[] file, Tensor x)
    {
        if (!OnnxModel.TryParse(file, out OnnxModel? model, out LearningFault fault)
            || !ExecutionPlan.TryCreate(model!, new Dictionary<string, int[]> { ["x"] = x.Shape }, out ExecutionPlan? plan, out fault)
            || !plan!.TryStart([x], new ModelWeights(), out PlanRun? run, out fault))
            throw new InvalidOperationException(fault.ToString());
        return () =>
        {
            run!.TryRestart([x], out _);
            if (!run.Complete())
                throw new InvalidOperationException(run.Fault.ToString());
        };
    }

    /// <summary>Microseconds, medians of at least 15 runs each over at least two seconds, the two in turns so that both see the same machine.</summary>
    private static (double First, double Second) Medians(Action first, Action second)
    {
        for (var warm = Stopwatch.StartNew(); warm.ElapsedMilliseconds < 1000;)
        {
            first();
            second();
        }

        var times = (First: new List<double>(), Second: new List<double>());
        for (var all = Stopwatch.StartNew(); all.ElapsedMilliseconds < 2000 || times.First.Count < 15;)
        {
            times.First.Add(Time(first));
            times.Second.Add(Time(second));
        }

        times.First.Sort();
        times.Second.Sort();
        return (times.First[times.First.Count / 2], times.Second[times.Second.Count / 2]);
    }

    private static double Time(Action action)
    {
        action();
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
    }
}
