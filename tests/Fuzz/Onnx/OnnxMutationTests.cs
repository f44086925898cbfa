using ModelMarket.Fuzz;
using ModelMarket.Learning;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tensors;
using Xunit.Abstractions;

namespace Fuzz.Onnx;

/// <summary>Mutated ONNX files: each ends in a result or a typed error; nothing is thrown, and memory and time stay below their limits.</summary>
public class OnnxMutationTests(ITestOutputHelper output)
{
    private const long WorkMax = 20_000_000;
    private const long RunBytesMax = 32 << 20;

    [Fact]
    public void Mutated_model_ends_in_a_result_or_a_typed_error()
    {
        List<byte[]> seeds = OnnxSeeds.All();
        output.WriteLine(new MeasuredRun(number => Mutant(seeds, new Random(number)), Use).Run());
    }

    private static byte[] Mutant(List<byte[]> seeds, Random random) => Mutation.Of(seeds[random.Next(seeds.Count)], seeds[random.Next(seeds.Count)], random);

    /// <summary>Everything a posted model goes through; true when it ran to the end.</summary>
    private static bool Use(byte[] file)
    {
        if (!OnnxModel.TryParse(file, out OnnxModel? model, out LearningFault fault))
            return Typed(fault);
        var shapes = new Dictionary<string, int[]>();
        foreach (OnnxValueInfo input in model!.Inputs)
        {
            if (input.Type.Dimensions is { } dimensions)
                shapes[input.Name] = [.. dimensions.Select(dimension => dimension.IsKnown ? dimension.Size : 2)];
        }

        var options = new PlanOptions { RunBytesMax = RunBytesMax, DynamicElementsMax = 1 << 16, DynamicWorkMax = WorkMax, SubgraphWorkMax = WorkMax };
        if (!ExecutionPlan.TryCreate(model, shapes, options, out ExecutionPlan? plan, out fault))
            return Typed(fault);
        if (plan!.TotalWork > WorkMax || !TryInputs(model, plan, out List<Value?> inputs))
            return false;
        if (!plan.TryStart(inputs, new ModelWeights(), out PlanRun? run, out fault))
            return Typed(fault);
        long budget = WorkMax;
        return run!.Advance(ref budget) || !run.Fault.IsError || Typed(run.Fault);
    }

    private static bool TryInputs(OnnxModel model, ExecutionPlan plan, out List<Value?> inputs)
    {
        inputs = [];
        foreach (OnnxValueInfo input in model.Inputs)
        {
            if (plan.ShapeOf(input.Name) is not { } shape || !TensorShape.TryCount(shape, out int count) || count > 1 << 20)
                return false;
            inputs.Add(Tensor.Create(plan.TypeOf(input.Name), shape));
        }

        return true;
    }

    private static bool Typed(LearningFault fault)
    {
        fault.Error.Should().NotBe(LearningError.None);
        fault.Detail.Should().NotBeNullOrEmpty();
        return false;
    }
}
