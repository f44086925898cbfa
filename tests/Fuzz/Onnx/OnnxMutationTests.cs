using System.Diagnostics;
using ModelMarket.Learning;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tensors;

namespace Fuzz.Onnx;

/// <summary>Mutated ONNX files: each ends in a result or a typed error; nothing is thrown, and memory and time stay below their limits.</summary>
public class OnnxMutationTests
{
    private const int DefaultIterations = 50_000;
    private const long WorkMax = 20_000_000;
    private const long RunBytesMax = 32 << 20;
    private const long AllocatedBytesMax = 512L << 20;

    [Fact]
    public void Mutated_model_ends_in_a_result_or_a_typed_error()
    {
        int iterations = int.TryParse(Environment.GetEnvironmentVariable("MODELMARKET_FUZZ_ITERATIONS"), out int wanted) ? wanted : DefaultIterations;
        List<byte[]> seeds = OnnxSeeds.All();
        var random = new Random(20240611);
        long slowest = 0, largest = 0;
        int runs = 0;
        for (int i = 0; i < iterations; i++)
        {
            byte[] file = Mutation.Of(seeds[random.Next(seeds.Count)], seeds[random.Next(seeds.Count)], random);
            long before = GC.GetAllocatedBytesForCurrentThread(), start = Stopwatch.GetTimestamp();
            runs += Use(file) ? 1 : 0;
            slowest = Math.Max(slowest, (long)Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (allocated > largest)
                largest = allocated;
        }

        runs.Should().BePositive("some mutants must still be models");
        largest.Should().BeLessThan(AllocatedBytesMax);
        slowest.Should().BeLessThan(5_000, "no mutant may take long, even on a busy machine");
    }

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

        var options = new PlanOptions { RunBytesMax = RunBytesMax, DynamicElementsMax = 1 << 16, DynamicWorkMax = WorkMax };
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
