namespace ModelMarket.Learning.Onnx;

/// <summary>Names known in a graph, with those of the graphs around it; nothing is copied, so that many small subgraphs stay cheap.</summary>
internal sealed class NameScope(NameScope? outer)
{
    private readonly HashSet<string> own = new(StringComparer.Ordinal);

    /// <summary>True when the name is known here or outside.</summary>
    public bool Contains(string name) => own.Contains(name) || (outer is not null && outer.Contains(name));

    /// <summary>Makes a name known; false when it was.</summary>
    public bool Add(string name) => !Contains(name) && own.Add(name);
}
