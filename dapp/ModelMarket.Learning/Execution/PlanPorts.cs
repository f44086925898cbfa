namespace ModelMarket.Learning.Execution;

/// <summary>Which slots a caller fills and reads.</summary>
internal sealed class PlanPorts
{
    private readonly Dictionary<string, int> slotByName;

    /// <summary>Ports over the names of a plan.</summary>
    public PlanPorts(Dictionary<string, int> slotByName, IReadOnlyList<string> inputs, IReadOnlyList<string> outputs)
    {
        this.slotByName = slotByName;
        InputNames = inputs;
        OutputNames = outputs;
        InputSlots = SlotsOf(inputs);
        OutputSlots = SlotsOf(outputs);
    }

    public IReadOnlyList<string> InputNames { get; }

    public IReadOnlyList<string> OutputNames { get; }

    public int[] InputSlots { get; }

    public int[] OutputSlots { get; }

    /// <summary>The slot of a name, or −1.</summary>
    public int SlotOf(string name) => slotByName.TryGetValue(name, out int slot) ? slot : -1;

    private int[] SlotsOf(IReadOnlyList<string> names)
    {
        var slots = new int[names.Count];
        for (int i = 0; i < slots.Length; i++)
            slots[i] = SlotOf(names[i]);
        return slots;
    }
}
