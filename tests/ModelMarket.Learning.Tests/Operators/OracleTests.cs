using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Operators;
using ModelMarket.Learning.Tensors;
using ModelMarket.Learning.Tests.Support;

namespace ModelMarket.Learning.Tests.Operators;

/// <summary>Generated models against ONNX Runtime, and every setting of ours against every other bit for bit.</summary>
public class OracleTests
{
    private const int SeedsPerOperator = 20;

    public static TheoryData<string> Names
    {
        get
        {
            var names = new TheoryData<string>();
            foreach (string name in OperatorSamples.All.Keys.Order(StringComparer.Ordinal))
                names.Add(name);
            return names;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Operator_on_generated_models_agrees_with_onnx_runtime_and_with_itself(string name)
    {
        for (int seed = 0; seed < SeedsPerOperator; seed++)
        {
            ModelSample sample = OperatorSamples.All[name](seed);
            List<Tensor> ours = sample.Ours(PlanOptions.Default);
            List<Tensor> theirs = OnnxRuntimeOracle.Run(sample);
            for (int i = 0; i < ours.Count; i++)
                Difference(theirs[i], ours[i]).Should().BeNull($"{name}, seed {seed}, output {i}");
            foreach (PlanOptions options in PlanSettings.All)
                Same(ours, sample.Ours(options), $"{name}, seed {seed}, {options.Width}, plan {options.Optimise}");
        }
    }

    /// <summary>Every operator of the registration table is generated here, or it is said what checks it instead.</summary>
    [Fact]
    public void Every_registered_operator_has_generated_models_or_a_reason()
    {
        foreach (OperatorEntry entry in OperatorTable.Entries)
        {
            string name = entry.Domain.Length == 0 ? entry.Name : $"ml.{entry.Name}";
            (OperatorSamples.All.ContainsKey(name) || OperatorSamples.WithoutOracle.ContainsKey(name)).Should().BeTrue($"{name} needs a generator, or a reason in WithoutOracle");
        }
    }

    /// <summary>What opsets 18 to 22 defined or redefined is registered, or refused with a reason that a sponsor reads.</summary>
    [Fact]
    public void Every_operator_of_opsets_18_to_22_is_registered_or_refused_with_a_reason()
    {
        foreach (string name in OpsetChanges.Since18)
        {
            bool registered = OperatorTable.Find("", name, 22, out _) is not null;
            (registered ^ RefusedOperators.Reason("", name) is not null).Should().BeTrue($"{name} is {(registered ? "registered and refused" : "neither registered nor refused")}");
        }
    }

    private static void Same(List<Tensor> expected, List<Tensor> actual, string because)
    {
        for (int i = 0; i < expected.Count; i++)
        {
            actual[i].Shape.Should().Equal(expected[i].Shape, because);
            if (expected[i].Type != ElementType.String)
                actual[i].Bytes.SequenceEqual(expected[i].Bytes).Should().BeTrue(because);
        }
    }

    /// <summary>max|a − b| ≤ 1e-5 · max|b| over the tensor; whole numbers, booleans and texts exactly.</summary>
    private static string? Difference(Tensor expected, Tensor actual)
    {
        if (!expected.Type.IsFloating())
            return ValueComparison.Difference(expected, actual, 0, 0);
        if (expected.Type != actual.Type || !expected.Shape.AsSpan().SequenceEqual(actual.Shape))
            return $"expected {expected}, got {actual}";
        double scale = 0;
        for (int i = 0; i < expected.Count; i++)
        {
            double value = Math.Abs(ValueComparison.At(expected, i));
            scale = double.IsFinite(value) ? Math.Max(scale, value) : scale;
        }

        double tolerance = expected.Type switch { ElementType.Float16 => 2e-3, ElementType.BFloat16 => 1e-2, _ => 1e-5 };
        return ValueComparison.Difference(expected, actual, 0, tolerance * scale);
    }
}
