using ModelMarket.Learning;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tensors;

namespace Benchmarks.Learning;

/// <summary>A model in our engine, its input ready.</summary>
internal sealed class OwnModel
{
    private readonly PlanRun run;
    private readonly Tensor[] inputs;

    public OwnModel(byte[] file, Tensor x, IPartition? partition = null)
    {
        inputs = [x];
        var options = new PlanOptions { Partition = partition ?? SequentialPartition.Instance };
        if (!OnnxModel.TryParse(file, out OnnxModel? model, out LearningFault fault)
            || !ExecutionPlan.TryCreate(model!, new Dictionary<string, int[]> { ["x"] = x.Shape }, options, out ExecutionPlan? plan, out fault)
            || !plan!.TryStart(inputs, new ModelWeights(), out PlanRun? started, out fault))
            throw new InvalidOperationException(fault.ToString());
        run = started!;
    }

    public void Run()
    {
        if (!run.TryRestart(inputs, out _) || !run.Complete())
            throw new InvalidOperationException(run.Fault.ToString());
    }
}
