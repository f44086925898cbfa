using Microsoft.ML.OnnxRuntime;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Tests.Operators;

/// <summary>ONNX Runtime with its optimisations off, one thread.</summary>
internal static class OnnxRuntimeOracle
{
    /// <summary>The outputs of a generated model.</summary>
    public static List<Tensor> Run(ModelSample sample) => Run(sample.File, sample.Inputs);

    /// <summary>The model's tensor outputs, in the model's order.</summary>
    public static List<Tensor> Run(byte[] model, IReadOnlyList<(string Name, Tensor Tensor)> inputs)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        using var session = new InferenceSession(model, options);
        using var runOptions = new RunOptions();
        OrtValue[] values = [.. inputs.Select(input => ToValue(input.Tensor))];
        try
        {
            using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(runOptions, [.. inputs.Select(i => i.Name)], values, [.. session.OutputNames]);
            return [.. outputs.Select(FromValue)];
        }
        finally
        {
            foreach (OrtValue value in values)
                value.Dispose();
        }
    }

    private static OrtValue ToValue(Tensor tensor)
    {
        long[] shape = Array.ConvertAll(tensor.Shape, size => (long)size);
        if (tensor.Type == ElementType.String)
        {
            OrtValue texts = OrtValue.CreateTensorWithEmptyStrings(OrtAllocator.DefaultInstance, shape);
            for (int i = 0; i < tensor.Count; i++)
                texts.StringTensorSetElementAt(tensor.Strings[i].AsSpan(), i);
            return texts;
        }

        OrtValue value = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, TensorElementTypes.ToRuntime(tensor.Type), shape);
        tensor.Bytes.CopyTo(value.GetTensorMutableRawData());
        return value;
    }

    private static Tensor FromValue(OrtValue value)
    {
        OrtTensorTypeAndShapeInfo info = value.GetTensorTypeAndShape();
        int[] shape = Array.ConvertAll(info.Shape, size => (int)size);
        if (info.ElementDataType == Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.String)
            return Tensor.FromStrings(value.GetStringTensorAsArray(), shape);
        Tensor tensor = Tensor.Create(TensorElementTypes.FromRuntime(info.ElementDataType), shape);
        value.GetTensorMutableRawData()[..tensor.Bytes.Length].CopyTo(tensor.Bytes);
        return tensor;
    }
}
