namespace ModelMarket.Learning.Operators;

/// <summary>
/// A forest as it was read, one entry per node, whatever form of operator it came in. Thresholds and weights are doubles that hold the file's
/// numbers exactly. Every path was walked when it was made, so it ends.
/// </summary>
internal sealed class TreeForm
{
    private const int DepthLimit = 512;

    /// <summary>Targets or classes of one forest.</summary>
    public const int TargetsMax = 1 << 16;

    /// <summary>How a node decides.</summary>
    public required TreeMode[] Modes { get; init; }

    /// <summary>Which feature it looks at.</summary>
    public required int[] Features { get; init; }

    /// <summary>What it compares with.</summary>
    public required double[] Splits { get; init; }

    /// <summary>The node after a yes.</summary>
    public required int[] Yes { get; init; }

    /// <summary>The node after a no.</summary>
    public required int[] No { get; init; }

    /// <summary>A missing value (NaN) counts as yes.</summary>
    public required bool[] MissingIsTrue { get; init; }

    /// <summary>The first node of every tree.</summary>
    public required int[] Roots { get; init; }

    /// <summary>Where a node's weights start in <see cref="Leaves"/>; the next entry is where they end.</summary>
    public required int[] LeafStart { get; init; }

    /// <summary>What the leaves add, and to which target.</summary>
    public required (int Target, double Weight)[] Leaves { get; init; }

    /// <summary>Per node the values of a membership test; null where there are none.</summary>
    public double[]?[] Members { get; init; } = [];

    /// <summary>Targets or classes.</summary>
    public required int Targets { get; init; }

    /// <summary>Two labels whose leaves all speak of the second.</summary>
    public bool SecondOnly { get; init; }

    /// <summary>Added last, per target.</summary>
    public double[] BaseValues { get; init; } = [];

    /// <summary>How the trees' leaves come together.</summary>
    public required TreeAggregate Aggregate { get; init; }

    /// <summary>Decisions of the longest path.</summary>
    public int DepthMax { get; private set; }

    /// <summary>False when a leaf takes something away.</summary>
    public bool AllPositive => Array.TrueForAll(Leaves, leaf => leaf.Weight >= 0);

    /// <summary>Walks every tree once: no decision twice, no path beyond the limit.</summary>
    public bool TryDepth(NodeContext node)
    {
        var seen = new bool[Modes.Length];
        var open = new Stack<(int At, int Depth)>();
        foreach (int root in Roots)
            open.Push((root, 1));
        while (open.TryPop(out (int At, int Depth) next))
        {
            DepthMax = Math.Max(DepthMax, next.Depth);
            if (Modes[next.At] == TreeMode.Leaf)
                continue;
            if (seen[next.At] || next.Depth > DepthLimit)
                return node.Fail(LearningError.OperatorAttribute, $"a tree in which paths meet, or deeper than {DepthLimit}");
            seen[next.At] = true;
            open.Push((Yes[next.At], next.Depth + 1));
            open.Push((No[next.At], next.Depth + 1));
        }

        return true;
    }
}
