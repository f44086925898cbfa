using System.Globalization;
using ModelMarket.Learning.Tensors;

namespace Benchmarks.Learning;

/// <summary>Every figure of speed and memory in one table. Ratios: ONNX Runtime's time (all optimisations, one thread) / ours, above 1 we are faster.</summary>
internal static class SpeedTable
{
    private const string Ratio = "× ONNX Runtime";

    public static void Print()
    {
        (double apart, double fused) = FloatingRate.Measure();
        double p = apart / fused;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"figure: {Machine.Name()}; p = {p:0.00} (multiply and add apart / fused), {apart:0.0} GFLOP/s apart"));
        Row("MLP 784-512-256-10, 1,000 rows", BenchmarkModels.Mlp(784, 512, 256, 10), [1000, 784], Math.Min(0.75, 0.8 * p));
        Row("MLP 30-16-1, 569 rows", BenchmarkModels.Mlp(30, 16, 1), [569, 30], 0.6);
        Row("LeNet-5, 32 images", BenchmarkModels.LeNet(), [32, 1, 28, 28], 0.55);
        Row("two 64→64 3×3 convolutions 28×28, 32 images", BenchmarkModels.Block(64), [32, 64, 28, 28], 0.55);
        Row("300 trees of depth 6, 1,000 rows", BenchmarkModels.Trees(300, 6, 30), [1000, 30], 4);
        LoadAndFirstRun();
        Product();
        TwoThreads();
        TrainingTable.Print();
        MemoryTable.Print();
    }

    private static void Row(string name, byte[] file, int[] shape, double wanted)
    {
        Tensor x = BenchmarkModels.Numbers(7, shape, 1);
        using var theirs = new OnnxRuntimeModel(file, x);
        double[] times = Repeated.OneThread(theirs.Run, new OwnModel(file, x).Run);
        Figure.Print(name, times[0] / times[1], Ratio, wanted, how: $"{times[0]:0.0} / {times[1]:0.0} µs");
    }

    private static void LoadAndFirstRun()
    {
        byte[] file = BenchmarkModels.Mlp(30, 16, 1);
        Tensor x = BenchmarkModels.Numbers(7, [1, 30], 1);
        void Theirs()
        {
            using var model = new OnnxRuntimeModel(file, x);
            model.Run();
        }

        double[] times = Repeated.OneThread(Theirs, () => new OwnModel(file, x).Run());
        Figure.Print("load + first run of MLP 30-16-1, 1 row", times[0] / times[1], Ratio, 2, how: $"{times[0]:0.0} / {times[1]:0.0} µs");
    }

    public static void Product()
    {
        const int Size = 512;
        double[] times = Repeated.OneThread(new OwnModel(BenchmarkModels.MatMul(Size), BenchmarkModels.Numbers(7, [Size, Size], 1)).Run, FloatingRate.RunApart);
        double rate = 2.0 * Size * Size * Size / times[0] / 1e3, apart = FloatingRate.Operations / times[1] / 1e3;
        Figure.Print("MatMul 512³", rate / apart, "× rate without FMA", 0.8, how: $"{rate:0.0} / {apart:0.0} GFLOP/s");
    }

    private static void TwoThreads()
    {
        byte[] file = BenchmarkModels.Mlp(784, 512, 256, 10);
        Tensor x = BenchmarkModels.Numbers(7, [1000, 784], 1);
        var two = new ModelMarket.Cli.Modeling.ThreadPartition(2);
        double[] times = Repeated.Wall(new OwnModel(file, x).Run, new OwnModel(file, x, two).Run);
        Figure.Print("MLP 784-512-256-10, 1,000 rows, two threads", times[0] / times[1], "× one thread (wall)", 1.8, how: $"{times[0]:0.0} / {times[1]:0.0} µs");
    }
}
