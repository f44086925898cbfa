using System.Diagnostics;
using ModelMarket.Learning.Tensors;

namespace Benchmarks.Learning;

/// <summary>Peak memory (VmHWM) of a process that runs a model in our engine, against one that runs it in ONNX Runtime.</summary>
internal static class MemoryTable
{
    /// <summary>The argument that makes this program such a process.</summary>
    public const string Verb = "peak";

    private const string Ours = "ours", Theirs = "onnxruntime";
    private const int Runs = 20;

    public static void Print()
    {
        foreach (string name in (string[])["mlp", "lenet", "block", "trees"])
        {
            double ours = Measure(Ours, name), theirs = Measure(Theirs, name);
            Figure.Print($"peak memory, {name}", ours / theirs, Ratio, 1.5, atMost: true, how: $"{ours / 1024:0.0} / {theirs / 1024:0.0} MiB");
        }
    }

    /// <summary>The child: runs a model, prints its own peak in KiB.</summary>
    public static int Child(string engine, string name)
    {
        (byte[] file, int[] shape) = Model(name);
        Tensor x = BenchmarkModels.Numbers(7, shape, 1);
        if (engine == Ours)
        {
            var model = new OwnModel(file, x);
            for (int i = 0; i < Runs; i++)
                model.Run();
        }
        else
        {
            using var model = new OnnxRuntimeModel(file, x);
            for (int i = 0; i < Runs; i++)
                model.Run();
        }

        Console.WriteLine(Machine.PeakKibibytes());
        return 0;
    }

    private const string Ratio = "× ONNX Runtime";

    private static (byte[] File, int[] Shape) Model(string name) => name switch
    {
        "mlp" => (BenchmarkModels.Mlp(784, 512, 256, 10), [1000, 784]),
        "lenet" => (BenchmarkModels.LeNet(), [32, 1, 28, 28]),
        "block" => (BenchmarkModels.Block(64), [32, 64, 28, 28]),
        _ => (BenchmarkModels.Trees(300, 6, 30), [1000, 30]),
    };

    private static double Measure(string engine, string name)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(MemoryTable).Assembly.Location);
        foreach (string argument in (string[])[Verb, engine, name])
            start.ArgumentList.Add(argument);
        using Process child = Process.Start(start)!;
        string output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return child.ExitCode == 0 ? double.Parse(output) : throw new InvalidOperationException($"the {engine} process ended with {child.ExitCode}");
    }
}
