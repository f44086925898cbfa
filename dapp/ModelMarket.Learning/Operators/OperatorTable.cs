namespace ModelMarket.Learning.Operators;

/// <summary>Every operator there is. The table in OPERATORS.md is made from it.</summary>
internal static class OperatorTable
{
    private static readonly Dictionary<(string Domain, string Name), OperatorEntry[]> ByName = Build(out AllEntries);
    private static readonly OperatorEntry[] AllEntries;

    /// <summary>All entries, sorted by domain, name and version.</summary>
    public static IReadOnlyList<OperatorEntry> Entries => AllEntries;

    /// <summary>The entry that serves an operator set, or null; <paramref name="oldest"/> is then the first version there is, or 0.</summary>
    public static OperatorEntry? Find(string domain, string name, int opset, out int oldest)
    {
        oldest = 0;
        if (!ByName.TryGetValue((domain, name), out OperatorEntry[]? versions))
            return null;
        oldest = versions[0].Since;
        OperatorEntry? found = null;
        foreach (OperatorEntry entry in versions)
        {
            if (entry.Since <= opset)
                found = entry;
        }

        return found;
    }

    private static Dictionary<(string Domain, string Name), OperatorEntry[]> Build(out OperatorEntry[] all)
    {
        var builder = new OperatorTableBuilder();
        OperatorFamilies.AddAll(builder);
        all = [.. builder.Entries];
        Array.Sort(all, Compare);
        var byName = new Dictionary<(string Domain, string Name), OperatorEntry[]>();
        foreach (OperatorEntry entry in all)
        {
            OperatorEntry[] before = byName.TryGetValue((entry.Domain, entry.Name), out OperatorEntry[]? list) ? list : [];
            byName[(entry.Domain, entry.Name)] = [.. before, entry];
        }

        return byName;
    }

    private static int Compare(OperatorEntry a, OperatorEntry b)
    {
        int order = string.CompareOrdinal(a.Domain, b.Domain);
        order = order != 0 ? order : string.CompareOrdinal(a.Name, b.Name);
        return order != 0 ? order : a.Since.CompareTo(b.Since);
    }
}
