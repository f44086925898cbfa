using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Execution;

/// <summary>Puts constants and weights into a run's slots.</summary>
internal static class PlanBinding
{
    /// <summary>Fills the slots of constants; replaced weights must exist, be replaceable, and keep type and shape.</summary>
    public static bool TryConstants(ExecutionPlan plan, ModelWeights weights, Value?[] values, out LearningFault fault)
    {
        foreach (string name in weights.Names)
        {
            int slot = plan.Ports.SlotOf(name);
            Tensor replacement = weights.Find(name)!;
            if (slot < 0 || plan.Slots[slot].Fact.Weight is null)
                return Refuse(name, "is not a weight that can be replaced", out fault);
            if (replacement.Type != plan.Slots[slot].Fact.Type || !replacement.Shape.AsSpan().SequenceEqual(plan.Slots[slot].Fact.Shape))
                return Refuse(name, $"is {replacement}; {plan.Slots[slot].Fact.Known} is due", out fault);
        }

        for (int i = 0; i < values.Length; i++)
        {
            if (plan.Slots[i].Fact.Known is { } known)
                values[i] = plan.Slots[i].Fact.Weight is { } name && weights.Find(name) is { } replaced ? replaced : known;
        }

        fault = default;
        return true;
    }

    private static bool Refuse(string name, string why, out LearningFault fault)
    {
        fault = new LearningFault(LearningError.RunWeight, $"weight '{name}' {why}");
        return false;
    }
}
