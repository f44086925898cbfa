using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tensors;
using ModelMarket.Learning.Tests.Support;
using ModelMarket.Learning.Training.Gradients;
using ModelMarket.Learning.Weights;

namespace ModelMarket.Learning.Tests.Training;

/// <summary>Compares the backward pass with central differences of Σ c·output, c fixed random numbers.</summary>
internal static class GradientCheck
{
    private const float Step = 1f / 128; // exact in float, and small against the curvature of every tested function

    /// <summary>Builds a model of trained initializers and one output, and checks every weight.</summary>
    public static void Check(Func<OnnxModelWriter, string> build, double tolerance = 4e-3, int opset = 17)
    {
        var writer = new OnnxModelWriter(opset);
        string x = writer.Input("x", ElementType.Float, 1);
        string output = build(writer);
        writer.Node("", "Add", [output, writer.Node("Mul", [x, writer.Initializer("zero", Tensor.Create(ElementType.Float, 1))])], ["out"]);
        writer.Output("out", ElementType.Float);
        OnnxModel model = TestModels.Parse(writer);
        ParameterLayout.TryCreate(model, ["zero"], out ParameterLayout? layout, out LearningFault fault).Should().BeTrue(fault.Detail);
        WeightSet.TryFromModel(model, layout!, out WeightSet? weights, out fault).Should().BeTrue(fault.Detail);
        string[] names = [.. layout!.Parameters.Where(p => p.Role == ParameterRole.Trained).Select(p => p.Name)];
        var shapes = new Dictionary<string, int[]> { ["x"] = [1] };
        ExecutionPlan.TryCreate(model, shapes, new PlanOptions { KeepValues = true }, out ExecutionPlan? plan, out fault).Should().BeTrue(fault.Detail);
        BackwardPass.TryCreate(plan!, names, "out", out BackwardPass? pass, out fault).Should().BeTrue(fault.Detail);
        Tensor coefficients = TestModels.Uniform(7, "c", 1f, pass!.GradientOf("out").Shape);
        coefficients.Floats.CopyTo(pass.GradientOf("out").Floats);
        PlanRun run = Run(plan!, weights!);
        pass.Run(run, "out", null);
        foreach (string name in names)
            Compare(plan!, weights!, coefficients, name, pass.GradientOf(name), tolerance);
    }

    private static void Compare(ExecutionPlan plan, WeightSet weights, Tensor coefficients, string name, Tensor gradient, double tolerance)
    {
        Tensor tensor = weights.Tensors[weights.Layout.IndexOf(name)];
        double scale = 0.05;
        foreach (float value in gradient.Floats)
            scale = Math.Max(scale, Math.Abs(value));
        for (int i = 0; i < tensor.Count; i++)
        {
            float original = tensor.Floats[i];
            tensor.Floats[i] = original + Step;
            double above = Value(plan, weights, coefficients), high = tensor.Floats[i];
            tensor.Floats[i] = original - Step;
            double below = Value(plan, weights, coefficients), low = tensor.Floats[i];
            tensor.Floats[i] = original;
            double expected = (above - below) / (high - low);
            Math.Abs(gradient.Floats[i] - expected).Should().BeLessThan(tolerance * scale, $"{name}[{i}]: {gradient.Floats[i]} against {expected}");
        }
    }

    private static double Value(ExecutionPlan plan, WeightSet weights, Tensor coefficients)
    {
        ReadOnlySpan<float> values = Run(plan, weights).Output("out")!.Floats;
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
            sum += (double)values[i] * coefficients.Floats[i];
        return sum;
    }

    private static PlanRun Run(ExecutionPlan plan, WeightSet weights)
    {
        var inputs = new Dictionary<string, Tensor> { ["x"] = Tensor.Create(ElementType.Float, 1) };
        plan.TryStart(inputs, weights.ForPlan(plan), out PlanRun? run, out LearningFault fault).Should().BeTrue(fault.Detail);
        run!.Complete().Should().BeTrue(run.Fault.Detail);
        return run;
    }
}
