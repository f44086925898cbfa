using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Execution;

/// <summary>Joins loops that touch the same elements one after another; no rounding changes.</summary>
internal static class PlanFusion
{
    /// <summary>A Relu that alone reads a float product or convolution is applied before that is stored. Its work stays counted.</summary>
    public static void JoinRelu(List<PlanStep> steps, List<PlanSlot> slots, int[] outputs)
    {
        int[] readers = Readers(steps, slots.Count, outputs);
        PlanStep?[] writers = Writers(steps, slots.Count);
        var joined = new HashSet<PlanStep>();
        for (int i = steps.Count - 1; i >= 0; i--)
        {
            PlanStep relu = steps[i];
            if (relu.Dynamic || relu.Node.Entry is not { Name: "Relu", Domain: "" } || readers[relu.Inputs[0]] != 1)
                continue;
            PlanStep? maker = writers[relu.Inputs[0]];
            if (maker is not { Dynamic: false, Node.Entry: { Name: "Gemm" or "Conv", Domain: "" } } || slots[relu.Inputs[0]].Fact.Type != ElementType.Float || maker.Node.JoinedRelu)
                continue;
            maker.Node.JoinedRelu = true;
            maker.Outputs = relu.Outputs;
            maker.Work += relu.Work;
            joined.Add(relu);
        }

        steps.RemoveAll(joined.Contains);
    }

    private static int[] Readers(List<PlanStep> steps, int slots, int[] outputs)
    {
        var readers = new int[slots];
        foreach (int slot in outputs)
            readers[slot] += 2;
        foreach (PlanStep step in steps)
        {
            foreach (int slot in step.Inputs)
            {
                if (slot >= 0)
                    readers[slot]++;
            }
        }

        return readers;
    }

    private static PlanStep?[] Writers(List<PlanStep> steps, int slots)
    {
        var writers = new PlanStep?[slots];
        foreach (PlanStep step in steps)
        {
            foreach (int slot in step.Outputs)
            {
                if (slot >= 0)
                    writers[slot] = step;
            }
        }

        return writers;
    }
}
