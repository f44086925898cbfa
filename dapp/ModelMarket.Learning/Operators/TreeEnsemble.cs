namespace ModelMarket.Learning.Operators;

/// <summary>A forest in arrays: one entry per node, leaves with their weights. Every path was walked when it was made, so it ends.</summary>
internal sealed class TreeEnsemble
{
    private const int DepthLimit = 512;
    private readonly byte[] modes;
    private readonly int[] features, yes, no, leafStart, leafEnd, roots;
    private readonly float[] values;
    private readonly bool[] missingIsTrue;
    private readonly List<(int Target, float Weight)> leaves = [];
    private float[] baseValues = [];
    private int aggregate;

    private TreeEnsemble(int nodes, int[] roots)
    {
        modes = new byte[nodes];
        features = new int[nodes];
        yes = new int[nodes];
        no = new int[nodes];
        leafStart = new int[nodes];
        leafEnd = new int[nodes];
        values = new float[nodes];
        missingIsTrue = new bool[nodes];
        this.roots = roots;
    }

    /// <summary>How many trees.</summary>
    public int Trees => roots.Length;

    /// <summary>Targets or classes.</summary>
    public int Targets { get; private set; }

    /// <summary>Decisions of the longest path.</summary>
    public int DepthMax { get; private set; }

    /// <summary>Reads the attributes; node ids must exist, features be in range, and no path may be longer than the limit or run in a circle.</summary>
    public static bool TryCreate(NodeContext node, string leaf, int features, out TreeEnsemble? trees)
    {
        trees = null;
        long[] treeIds = node.Ints("nodes_treeids") ?? [], nodeIds = node.Ints("nodes_nodeids") ?? [], trueIds = node.Ints("nodes_truenodeids") ?? [], falseIds = node.Ints("nodes_falsenodeids") ?? [];
        long[] featureIds = node.Ints("nodes_featureids") ?? [];
        string[] modes = node.Strings("nodes_modes") ?? [];
        float[] values = node.Floats("nodes_values") ?? [];
        int count = treeIds.Length;
        if (count == 0 || nodeIds.Length != count || trueIds.Length != count || falseIds.Length != count || featureIds.Length != count || modes.Length != count || values.Length != count)
            return node.Fail(LearningError.OperatorAttribute, "the nodes' attributes differ in length");
        var index = new Dictionary<(long Tree, long Node), int>();
        var roots = new List<int>();
        for (int i = 0; i < count; i++)
        {
            if (!index.TryAdd((treeIds[i], nodeIds[i]), i))
                return node.Fail(LearningError.OperatorAttribute, $"node {nodeIds[i]} of tree {treeIds[i]} twice");
            if (i == 0 || treeIds[i] != treeIds[i - 1])
                roots.Add(i);
        }

        var made = new TreeEnsemble(count, [.. roots]);
        long[]? missing = node.Ints("nodes_missing_value_tracks_true");
        for (int i = 0; i < count; i++)
        {
            byte mode = ModeOf(modes[i]);
            if (mode == byte.MaxValue)
                return node.Fail(LearningError.OperatorAttribute, $"mode '{modes[i]}'");
            made.modes[i] = mode;
            made.values[i] = values[i];
            made.missingIsTrue[i] = missing is not null && i < missing.Length && missing[i] != 0;
            if (mode == 0)
                continue;
            if (featureIds[i] < 0 || featureIds[i] >= features || !index.TryGetValue((treeIds[i], trueIds[i]), out made.yes[i]) || !index.TryGetValue((treeIds[i], falseIds[i]), out made.no[i]))
                return node.Fail(LearningError.OperatorAttribute, $"node {nodeIds[i]} of tree {treeIds[i]} names a feature or node that does not exist");
            made.features[i] = (int)featureIds[i];
        }

        if (!made.TryLeaves(node, leaf, index) || !made.TryDepth(node))
            return false;
        trees = made;
        return true;
    }

    private static byte ModeOf(string mode) => mode switch
    {
        "LEAF" => 0,
        "BRANCH_LEQ" => 1,
        "BRANCH_LT" => 2,
        "BRANCH_GTE" => 3,
        "BRANCH_GT" => 4,
        "BRANCH_EQ" => 5,
        "BRANCH_NEQ" => 6,
        _ => byte.MaxValue,
    };

    private bool TryLeaves(NodeContext node, string leaf, Dictionary<(long Tree, long Node), int> index)
    {
        long[] trees = node.Ints($"{leaf}_treeids") ?? [], nodes = node.Ints($"{leaf}_nodeids") ?? [], ids = node.Ints($"{leaf}_ids") ?? [];
        float[] weights = node.Floats($"{leaf}_weights") ?? [];
        if (nodes.Length != trees.Length || ids.Length != trees.Length || weights.Length != trees.Length)
            return node.Fail(LearningError.OperatorAttribute, "the leaves' attributes differ in length");
        var perNode = new List<(int Target, float Weight)>?[modes.Length];
        long most = leaf == "target" ? node.Int("n_targets", 1) - 1 : 0;
        for (int i = 0; i < trees.Length; i++)
        {
            if (ids[i] is < 0 or > 1 << 16 || !index.TryGetValue((trees[i], nodes[i]), out int at))
                return node.Fail(LearningError.OperatorAttribute, $"a leaf of node {nodes[i]} of tree {trees[i]}");
            (perNode[at] ??= []).Add(((int)ids[i], weights[i]));
            most = Math.Max(most, ids[i]);
        }

        Targets = (int)Math.Clamp(most + 1, 1, 1 << 16);
        int labels = Math.Max(node.Strings("classlabels_strings")?.Length ?? 0, node.Ints("classlabels_int64s")?.Length ?? 0);
        if (leaf == "class")
            Targets = labels == 2 && Targets <= 2 && Array.TrueForAll(ids, id => id == ids[0]) ? 1 : Math.Max(Targets, labels);
        for (int i = 0; i < perNode.Length; i++)
        {
            leafStart[i] = leaves.Count;
            foreach ((int target, float weight) in perNode[i] ?? [])
                leaves.Add((Targets == 1 ? 0 : target, weight));
            leafEnd[i] = leaves.Count;
        }

        baseValues = node.Floats("base_values") ?? [];
        aggregate = node.Text("aggregate_function", "SUM") switch { "SUM" => 0, "AVERAGE" => 1, "MIN" => 2, "MAX" => 3, _ => -1 };
        bool known = node.Text("post_transform", "NONE") is "NONE" or "SOFTMAX" or "LOGISTIC" or "SOFTMAX_ZERO";
        return (aggregate >= 0 && known && baseValues.Length <= Targets) || node.Fail(LearningError.OperatorAttribute, "an aggregate_function, post_transform or base_values that is not supported");
    }

    /// <summary>Walks every tree once: no node twice, no path beyond the limit.</summary>
    private bool TryDepth(NodeContext node)
    {
        var seen = new bool[modes.Length];
        var open = new Stack<(int At, int Depth)>();
        foreach (int root in roots)
            open.Push((root, 1));
        while (open.TryPop(out (int At, int Depth) next))
        {
            if (seen[next.At] || next.Depth > DepthLimit)
                return node.Fail(LearningError.OperatorAttribute, $"a tree in which paths meet, or deeper than {DepthLimit}");
            seen[next.At] = true;
            DepthMax = Math.Max(DepthMax, next.Depth);
            if (modes[next.At] == 0)
                continue;
            open.Push((yes[next.At], next.Depth + 1));
            open.Push((no[next.At], next.Depth + 1));
        }

        return true;
    }

    /// <summary>Adds the trees' leaves in ascending order, then the base values; <paramref name="touched"/> says which targets had a leaf.</summary>
    public void Evaluate(ReadOnlySpan<float> row, Span<float> scores, Span<bool> touched)
    {
        scores.Clear();
        foreach (int root in roots)
        {
            int at = root;
            while (modes[at] != 0)
                at = Goes(at, row[features[at]]) ? yes[at] : no[at];
            for (int i = leafStart[at]; i < leafEnd[at]; i++)
            {
                (int target, float weight) = leaves[i];
                bool replaces = aggregate >= 2 && (!touched[target] || (aggregate == 2 ? weight < scores[target] : weight > scores[target]));
                scores[target] = aggregate < 2 ? scores[target] + weight : replaces ? weight : scores[target];
                touched[target] = true;
            }
        }

        for (int i = 0; i < scores.Length; i++)
        {
            scores[i] = aggregate == 1 ? scores[i] / roots.Length : scores[i];
            scores[i] = i < baseValues.Length ? scores[i] + baseValues[i] : scores[i];
            touched[i] |= i < baseValues.Length;
        }
    }

    private bool Goes(int at, float x)
    {
        if (float.IsNaN(x))
            return missingIsTrue[at];
        float value = values[at];
        return modes[at] switch { 1 => x <= value, 2 => x < value, 3 => x >= value, 4 => x > value, 5 => x == value, _ => x != value };
    }
}
