using Microsoft.ML.OnnxRuntime;
using ModelMarket.Learning.Tensors;

namespace Benchmarks.Learning;

/// <summary>A model in ONNX Runtime on one thread with all optimisations, its input ready.</summary>
internal sealed class OnnxRuntimeModel : IDisposable
{
    private static readonly string[] InputNames = ["x"], OutputNames = ["y"];
    private readonly SessionOptions options = new()
    {
        IntraOpNumThreads = 1,
        InterOpNumThreads = 1,
        GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
    };

    private readonly InferenceSession session;
    private readonly OrtValue[] inputs;
    private readonly RunOptions runOptions = new();

    public OnnxRuntimeModel(byte[] file, Tensor x)
    {
        session = new InferenceSession(file, options);
        inputs = [OrtValue.CreateTensorValueFromMemory(x.Floats.ToArray(), Array.ConvertAll(x.Shape, size => (long)size))];
    }

    public void Run()
    {
        using IDisposableReadOnlyCollection<OrtValue> result = session.Run(runOptions, InputNames, inputs, OutputNames);
    }

    public void Dispose()
    {
        inputs[0].Dispose();
        runOptions.Dispose();
        session.Dispose();
        options.Dispose();
    }
}
