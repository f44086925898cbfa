using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Tests.Operators;

/// <summary>One model of the ONNX project's conformance set with its recorded inputs and outputs.</summary>
internal sealed class ConformanceCase(string folder)
{
    public string Name => $"{Path.GetFileName(Path.GetDirectoryName(folder))}/{Path.GetFileName(folder)}";

    /// <summary>All models of Debian's libonnx-testdata, sorted.</summary>
    public static List<ConformanceCase> All()
    {
        var cases = new List<ConformanceCase>();
        if (!Directory.Exists(Root))
            return cases;
        foreach (string kind in Directory.GetDirectories(Root).Order(StringComparer.Ordinal))
        {
            foreach (string folder in Directory.GetDirectories(kind).Order(StringComparer.Ordinal))
            {
                if (File.Exists(Path.Combine(folder, "model.onnx")))
                    cases.Add(new ConformanceCase(folder));
            }
        }

        return cases;
    }

    public const string Root = "/usr/share/libonnx-testdata/data";

    /// <summary>Null when every data set gives the recorded outputs; otherwise what is different. <paramref name="unsupported"/>: a typed refusal.</summary>
    public string? Run(PlanOptions options, out bool unsupported, Action<string, Value>? seen = null)
    {
        unsupported = true;
        if (!OnnxModel.TryParse(File.ReadAllBytes(Path.Combine(folder, "model.onnx")), out OnnxModel? model, out LearningFault fault))
            return fault.ToString();
        foreach (string set in Directory.GetDirectories(folder, "test_data_set_*").Order(StringComparer.Ordinal))
        {
            string? wrong = RunSet(model!, set, options, out unsupported, seen);
            if (wrong is not null)
                return wrong;
        }

        unsupported = false;
        return null;
    }

    private static string? RunSet(OnnxModel model, string set, PlanOptions options, out bool unsupported, Action<string, Value>? seen)
    {
        unsupported = true;
        var shapes = new Dictionary<string, int[]>();
        var values = new Value?[model.Inputs.Count];
        for (int i = 0; i < values.Length; i++)
        {
            string path = Path.Combine(set, $"input_{i}.pb");
            if (!ProtoValue.TryRead(path, model.Inputs[i].Type, out values[i], out LearningFault refused))
                return refused.ToString();
            if (values[i] is Tensor tensor)
                shapes[model.Inputs[i].Name] = tensor.Shape;
        }

        if (!ExecutionPlan.TryCreate(model, shapes, options, out ExecutionPlan? plan, out LearningFault fault))
            return fault.ToString();
        if (!plan!.TryStart(values, new ModelWeights(), out PlanRun? run, out fault))
            return fault.ToString();
        bool done = run!.Complete();
        unsupported = !done && run.Fault.Error is LearningError.OperatorUnsupported or LearningError.OperatorType;
        if (!done)
            return run.Fault.ToString();
        for (int i = 0; i < model.Outputs.Count; i++)
        {
            if (!ProtoValue.TryRead(Path.Combine(set, $"output_{i}.pb"), model.Outputs[i].Type, out Value? expected, out fault))
                return fault.ToString();
            Value? actual = run.OutputValue(model.Outputs[i].Name);
            if (actual is not null)
                seen?.Invoke(model.Outputs[i].Name, actual);
            string? wrong = ValueComparison.Difference(expected, actual, 1e-3, 1e-7);
            if (wrong is not null)
                return $"output {i} '{model.Outputs[i].Name}': {wrong}";
        }

        return null;
    }
}
