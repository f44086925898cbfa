namespace ModelMarket.Learning.Operators;

/// <summary>Collects entries; families add theirs in one place each.</summary>
internal sealed class OperatorTableBuilder
{
    private readonly List<OperatorEntry> entries = [];

    /// <summary>The domain of the entries that follow.</summary>
    public string Domain { get; set; } = "";

    /// <summary>All entries, in the order they were added.</summary>
    public IReadOnlyList<OperatorEntry> Entries => entries;

    /// <summary>Adds an operator.</summary>
    public void Add(string name, int since, TypeSet types, InferRule infer, RunRule run, OperatorTraits traits = OperatorTraits.None) =>
        entries.Add(new OperatorEntry(Domain, name, since, types, infer, run, traits));
}
