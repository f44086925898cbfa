namespace ModelMarket.Learning.Operators;

/// <summary>Reads the forest of TreeEnsembleRegressor and TreeEnsembleClassifier: lists with an entry per node, and lists with an entry per leaf weight.</summary>
internal static class TreeAttributes
{
    /// <summary>Reads the attributes; node ids must exist, features be in range, and no path may be longer than the limit or run in a circle.</summary>
    public static bool TryRead(NodeContext node, string leaf, int features, out TreeForm? form)
    {
        form = null;
        long[] treeIds = node.Ints("nodes_treeids") ?? [], nodeIds = node.Ints("nodes_nodeids") ?? [];
        if (!TryModes(node, treeIds.Length, out TreeMode[] modes) || !TryIndex(node, treeIds, nodeIds, out Dictionary<(long Tree, long Node), int> index))
            return false;
        int count = modes.Length;
        int[] at = new int[count], yes = new int[count], no = new int[count];
        if (!TryBranches(node, modes, features, treeIds, index, at, yes, no) || !TryLeaves(node, leaf, index, count, out int[] start, out (int Target, double Weight)[] leaves, out int targets))
            return false;
        double[] baseValues = node.Numbers("base_values") ?? [];
        int aggregate = Array.IndexOf(["AVERAGE", "SUM", "MIN", "MAX"], node.Text("aggregate_function", "SUM"));
        if (aggregate < 0 || baseValues.Length > Math.Max(targets, 2) || !MlScores.TryTransform(node))
            return node.Fail(LearningError.OperatorAttribute, "an aggregate_function, post_transform or base_values that is not supported");
        form = new TreeForm
        {
            Modes = modes,
            Features = at,
            Splits = node.Numbers("nodes_values")!,
            Yes = yes,
            No = no,
            MissingIsTrue = Missing(node, count),
            Roots = Roots(treeIds),
            LeafStart = start,
            Leaves = leaves,
            Targets = targets,
            BaseValues = baseValues,
            Aggregate = (TreeAggregate)aggregate,
            SecondOnly = leaf == "class" && targets == 1 && node.Ints("class_ids") is [1, ..],
        };
        return form.TryDepth(node);
    }

    private static bool TryModes(NodeContext node, int count, out TreeMode[] modes)
    {
        string[] texts = node.Strings("nodes_modes") ?? [];
        modes = new TreeMode[texts.Length];
        bool fits = count > 0 && texts.Length == count && (node.Numbers("nodes_values")?.Length ?? 0) == count;
        foreach (string name in (string[])["nodes_nodeids", "nodes_truenodeids", "nodes_falsenodeids", "nodes_featureids"])
            fits &= node.Ints(name)?.Length == count;
        if (!fits)
            return node.Fail(LearningError.OperatorAttribute, "the nodes' attributes differ in length");
        for (int i = 0; i < count; i++)
        {
            int mode = Array.IndexOf(["LEAF", "BRANCH_LEQ", "BRANCH_LT", "BRANCH_GTE", "BRANCH_GT", "BRANCH_EQ", "BRANCH_NEQ"], texts[i]);
            if (mode < 0)
                return node.Fail(LearningError.OperatorAttribute, $"mode '{texts[i]}'");
            modes[i] = (TreeMode)mode;
        }

        return true;
    }

    private static bool TryIndex(NodeContext node, long[] treeIds, long[] nodeIds, out Dictionary<(long Tree, long Node), int> index)
    {
        index = [];
        for (int i = 0; i < treeIds.Length; i++)
        {
            if (!index.TryAdd((treeIds[i], nodeIds[i]), i))
                return node.Fail(LearningError.OperatorAttribute, $"node {nodeIds[i]} of tree {treeIds[i]} twice");
        }

        return true;
    }

    private static bool TryBranches(NodeContext node, TreeMode[] modes, int features, long[] trees, Dictionary<(long Tree, long Node), int> index, int[] at, int[] yes, int[] no)
    {
        long[] featureIds = node.Ints("nodes_featureids")!, trueIds = node.Ints("nodes_truenodeids")!, falseIds = node.Ints("nodes_falsenodeids")!;
        for (int i = 0; i < modes.Length; i++)
        {
            if (modes[i] == TreeMode.Leaf)
                continue;
            if (featureIds[i] < 0 || featureIds[i] >= features || !index.TryGetValue((trees[i], trueIds[i]), out yes[i]) || !index.TryGetValue((trees[i], falseIds[i]), out no[i]))
                return node.Fail(LearningError.OperatorAttribute, $"node {i} of tree {trees[i]} names a feature or node that does not exist");
            at[i] = (int)featureIds[i];
        }

        return true;
    }

    /// <summary>The first node of every run of equal tree ids.</summary>
    private static int[] Roots(long[] treeIds)
    {
        var roots = new List<int>();
        for (int i = 0; i < treeIds.Length; i++)
        {
            if (i == 0 || treeIds[i] != treeIds[i - 1])
                roots.Add(i);
        }

        return [.. roots];
    }

    private static bool[] Missing(NodeContext node, int count)
    {
        long[] given = node.Ints("nodes_missing_value_tracks_true") ?? [];
        var missing = new bool[count];
        for (int i = 0; i < Math.Min(count, given.Length); i++)
            missing[i] = given[i] != 0;
        return missing;
    }

    private static bool TryLeaves(
        NodeContext node, string leaf, Dictionary<(long Tree, long Node), int> index, int count, out int[] start, out (int Target, double Weight)[] leaves, out int targets)
    {
        long[] trees = node.Ints($"{leaf}_treeids") ?? [], nodes = node.Ints($"{leaf}_nodeids") ?? [], ids = node.Ints($"{leaf}_ids") ?? [];
        double[] weights = node.Numbers($"{leaf}_weights") ?? [];
        start = new int[count + 1];
        leaves = new (int Target, double Weight)[trees.Length];
        targets = 0;
        if (nodes.Length != trees.Length || ids.Length != trees.Length || weights.Length != trees.Length)
            return node.Fail(LearningError.OperatorAttribute, "the leaves' attributes differ in length");
        var owner = new int[trees.Length];
        for (int i = 0; i < trees.Length; i++)
        {
            if (ids[i] is < 0 or > TreeForm.TargetsMax || !index.TryGetValue((trees[i], nodes[i]), out owner[i]))
                return node.Fail(LearningError.OperatorAttribute, $"a leaf of node {nodes[i]} of tree {trees[i]}");
            start[owner[i] + 1]++;
        }

        for (int i = 0; i < count; i++)
            start[i + 1] += start[i];
        targets = leaf == "class" ? Classes(node, ids) : Targets(node, ids);
        int[] next = start[..count];
        for (int i = 0; i < trees.Length; i++)
            leaves[next[owner[i]]++] = (targets == 1 ? 0 : (int)ids[i], weights[i]);
        return true;
    }

    private static int Targets(NodeContext node, long[] ids)
    {
        long most = node.Int("n_targets", 1) - 1;
        foreach (long id in ids)
            most = Math.Max(most, id);
        return (int)Math.Clamp(most + 1, 1, TreeForm.TargetsMax + 1);
    }

    /// <summary>As many as there are labels; one when two labels share the leaves of a single class.</summary>
    private static int Classes(NodeContext node, long[] ids)
    {
        int labels = Math.Max(node.Strings("classlabels_strings")?.Length ?? 0, node.Ints("classlabels_int64s")?.Length ?? 0), most = 0;
        foreach (long id in ids)
            most = Math.Max(most, (int)id + 1);
        return labels == 2 && most <= 2 && Array.TrueForAll(ids, id => id == ids[0]) ? 1 : Math.Max(Math.Max(most, labels), 1);
    }
}
