using System.Runtime.InteropServices;
using ModelMarket.Learning;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tensors;

namespace MachineCost;

/// <summary>784-56-10 with Relu between, 1,000 rows; the same numbers as in <c>network.c</c>.</summary>
internal sealed class Network
{
    private const int Rows = 1000;
    private static readonly int[] Sizes = [784, 56, 10];

    private readonly PlanRun run;
    private readonly Tensor[] inputs;

    private Network(PlanRun run, Tensor[] inputs)
    {
        this.run = run;
        this.inputs = inputs;
    }

    /// <summary>Plans the network for kernels of a width.</summary>
    public static Network Create(KernelWidth width)
    {
        uint state = 1;
        var writer = new OnnxModelWriter(17);
        string value = writer.Input("x", ElementType.Float, Rows, Sizes[0]);
        for (int i = 1; i < Sizes.Length; i++)
        {
            string w = writer.Initializer($"w{i}", Numbers([Sizes[i - 1], Sizes[i]], ref state));
            string b = writer.Initializer($"b{i}", Numbers([Sizes[i]], ref state));
            value = writer.Node("Gemm", [value, w, b]);
            value = i < Sizes.Length - 1 ? writer.Node("Relu", [value]) : value;
        }

        writer.Node("", "Identity", [value], ["y"]);
        writer.Output("y", ElementType.Float);
        Tensor[] inputs = [Numbers([Rows, Sizes[0]], ref state)];
        if (!OnnxModel.TryParse(writer.ToArray(), out OnnxModel? model, out LearningFault fault)
            || !ExecutionPlan.TryCreate(model!, new Dictionary<string, int[]>(), new PlanOptions { Width = width }, out ExecutionPlan? plan, out fault)
            || !plan!.TryStart(inputs, new ModelWeights(), out PlanRun? run, out fault))
            throw new InvalidOperationException(fault.ToString());
        return new Network(run!, inputs);
    }

    /// <summary>Evaluates all rows; a hash (FNV-1a over words) of the outputs' bits.</summary>
    public uint Run()
    {
        if (!run.TryRestart(inputs, out LearningFault fault) || !run.Complete())
            throw new InvalidOperationException(fault.ToString());
        uint hash = 2166136261;
        foreach (uint bits in MemoryMarshal.Cast<byte, uint>(run.Output("y")!.Bytes))
            hash = unchecked((hash ^ bits) * 16777619);
        return hash;
    }

    /// <summary>Numbers in [−1, 1) from a congruential generator.</summary>
    private static Tensor Numbers(int[] shape, ref uint state)
    {
        Tensor tensor = Tensor.Create(ElementType.Float, shape);
        foreach (ref float element in tensor.Floats)
        {
            state = unchecked((state * 1664525) + 1013904223);
            element = ((int)(state >> 8) - (1 << 23)) / (float)(1 << 23);
        }

        return tensor;
    }
}
