using ModelMarket.Learning.Operators;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Execution;

/// <summary>Which steps are needed, how long values live, and where they lie in the arena.</summary>
internal static class PlanLayout
{
    private const int AlignBytes = 64;

    /// <summary>Removes steps whose results nobody reads.</summary>
    public static void DropUnread(List<PlanStep> steps, int[] outputs)
    {
        var read = new HashSet<int>(outputs);
        var unread = new HashSet<PlanStep>();
        for (int i = steps.Count - 1; i >= 0; i--)
        {
            bool needed = false;
            foreach (int slot in steps[i].Outputs)
                needed |= slot >= 0 && read.Contains(slot);
            if (!needed)
            {
                unread.Add(steps[i]);
                continue;
            }

            foreach (int slot in steps[i].Inputs)
                read.Add(slot);
        }

        steps.RemoveAll(unread.Contains);
    }

    /// <summary>Places every static value; false when they need more than the options allow.</summary>
    public static bool TryPlace(List<PlanSlot> slots, List<PlanStep> steps, int[] outputs, PlanOptions options, out int arenaBytes)
    {
        Alias(slots, steps);
        int[] last = LastReads(slots, steps, outputs);
        var free = new FreeList();
        long demanded = 0;
        for (int i = 0; i < steps.Count; i++)
        {
            PlanStep step = steps[i];
            foreach (int slot in step.Outputs)
            {
                if (slot < 0 || slots[slot].Root != slot || !IsPlaced(slots[slot], step))
                    continue;
                long size = SizeOf(slots[slot]);
                demanded += size;
                long offset = options.Optimise ? free.Take(size) : demanded - size;
                if (offset + size > Math.Min(options.RunBytesMax, int.MaxValue - AlignBytes))
                {
                    arenaBytes = 0;
                    return false;
                }

                slots[slot].OffsetBytes = (int)offset;
            }

            step.Dying = DyingAt(step, i, slots, last);
            foreach (int slot in step.Dying)
            {
                if (slots[slot].OffsetBytes >= 0)
                    free.Give(slots[slot].OffsetBytes, SizeOf(slots[slot]));
            }
        }

        arenaBytes = (int)(options.Optimise ? free.End : demanded);
        return true;
    }

    private static void Alias(List<PlanSlot> slots, List<PlanStep> steps)
    {
        foreach (PlanStep step in steps)
        {
            if ((step.Node.Entry.Traits & OperatorTraits.Alias) != 0 && step.Outputs[0] >= 0 && step.Inputs[0] >= 0)
                slots[step.Outputs[0]].Root = slots[step.Inputs[0]].Root;
        }
    }

    /// <summary>Per root slot the last step that reads it; outputs are never dropped.</summary>
    private static int[] LastReads(List<PlanSlot> slots, List<PlanStep> steps, int[] outputs)
    {
        var last = new int[slots.Count];
        Array.Fill(last, -1);
        for (int i = 0; i < steps.Count; i++)
        {
            foreach (int slot in steps[i].Outputs)
            {
                if (slot >= 0)
                    last[slots[slot].Root] = i;
            }

            foreach (int slot in steps[i].Inputs)
            {
                if (slot >= 0)
                    last[slots[slot].Root] = i;
            }
        }

        foreach (int slot in outputs)
            last[slots[slot].Root] = int.MaxValue;
        return last;
    }

    private static int[] DyingAt(PlanStep step, int index, List<PlanSlot> slots, int[] last)
    {
        var dying = new List<int>();
        var known = new HashSet<int>();
        foreach (int slot in (int[])[.. step.Inputs, .. step.Outputs])
        {
            int root = slot < 0 ? -1 : slots[slot].Root;
            if (root >= 0 && last[root] == index && slots[root].Writer >= 0 && known.Add(root))
                dying.Add(root);
        }

        return [.. dying];
    }

    private static bool IsPlaced(PlanSlot slot, PlanStep step) =>
        !step.Dynamic && slot.Fact.Shape is not null && slot.Fact.Type != ElementType.String && (step.Node.Entry.Traits & OperatorTraits.MakesOutputs) == 0;

    private static long SizeOf(PlanSlot slot)
    {
        TensorShape.TryCount(slot.Fact.Shape, out int count);
        long bytes = (long)count * slot.Fact.Type.SizeBytes();
        return (bytes + AlignBytes - 1) / AlignBytes * AlignBytes;
    }
}
