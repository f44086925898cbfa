using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Operators;

/// <summary>Reads the forest of TreeEnsemble (ai.onnx.ml 5): decisions and leaves in lists of their own, one weight per leaf, sets for membership tests.</summary>
internal static class TreeTensors
{
    /// <summary>Reads the attributes; a leaf becomes a node behind the decisions.</summary>
    public static bool TryRead(NodeContext node, int features, out TreeForm? form)
    {
        form = null;
        long[] featureIds = node.Ints("nodes_featureids") ?? [], targetIds = node.Ints("leaf_targetids") ?? [], roots = node.Ints("tree_roots") ?? [];
        double[] splits = node.Numbers("nodes_splits", "") ?? [], weights = node.Numbers("leaf_weights", "") ?? [];
        int count = featureIds.Length, leaves = targetIds.Length;
        long targets = node.Int("n_targets", 1), aggregate = node.Int("aggregate_function", 1), transform = node.Int("post_transform", 0);
        if (count == 0 || leaves == 0 || roots.Length == 0 || weights.Length != leaves || splits.Length != count)
            return node.Fail(LearningError.OperatorAttribute, "the nodes' or leaves' attributes differ in length");
        if (targets is < 1 or > TreeForm.TargetsMax || aggregate is < 0 or > 3 || transform is < 0 or > 3)
            return node.Fail(LearningError.OperatorAttribute, "n_targets, an aggregate_function or a post_transform that is not supported (PROBIT is not)");
        if (!TryModes(node, count, leaves, out TreeMode[] modes) || !TryMembers(node, modes, out double[]?[] members))
            return false;
        if (!TryChildren(node, "true", count, leaves, out int[] yes) || !TryChildren(node, "false", count, leaves, out int[] no))
            return false;
        if (!TryNumbers(node, roots, count, "a root") || !TryNumbers(node, featureIds, features, "a feature") || !TryNumbers(node, targetIds, (int)targets, "a target"))
            return false;
        form = new TreeForm
        {
            Modes = modes,
            Features = Extended(featureIds, leaves),
            Splits = [.. splits, .. new double[leaves]],
            Yes = yes,
            No = no,
            MissingIsTrue = Missing(node, count + leaves),
            Roots = Array.ConvertAll(roots, root => (int)root),
            LeafStart = Starts(count, leaves),
            Leaves = Weights(targetIds, weights),
            Members = members,
            Targets = (int)targets,
            Aggregate = (TreeAggregate)aggregate,
        };
        return form.TryDepth(node);
    }

    private static bool TryNumbers(NodeContext node, long[] numbers, int limit, string what)
    {
        foreach (long number in numbers)
        {
            if (number < 0 || number >= limit)
                return node.Fail(LearningError.OperatorAttribute, $"{what} {number}; there are {limit}");
        }

        return true;
    }

    private static bool TryModes(NodeContext node, int count, int leaves, out TreeMode[] modes)
    {
        modes = new TreeMode[count + leaves];
        Tensor? given = node.TensorOf("nodes_modes");
        if (given is not { Type: ElementType.UInt8 } || given.Count != count)
            return node.Fail(LearningError.OperatorAttribute, "nodes_modes must be a UInt8 tensor with an entry per node");
        for (int i = 0; i < count; i++)
        {
            if (given.Bytes[i] > 6)
                return node.Fail(LearningError.OperatorAttribute, $"mode {given.Bytes[i]}");
            modes[i] = (TreeMode)(given.Bytes[i] + 1);
        }

        return true;
    }

    /// <summary>The sets lie one after another, each ended by a NaN, in the order of the nodes that test membership.</summary>
    private static bool TryMembers(NodeContext node, TreeMode[] modes, out double[]?[] members)
    {
        double[] values = node.Numbers("membership_values", "") ?? [];
        members = new double[modes.Length][];
        int at = 0;
        for (int i = 0; i < modes.Length; i++)
        {
            if (modes[i] != TreeMode.Member)
                continue;
            int start = at;
            while (at < values.Length && !double.IsNaN(values[at]))
                at++;
            if (at == start)
                return node.Fail(LearningError.OperatorAttribute, $"node {i} tests membership of an empty set");
            members[i] = values[start..at];
            at++;
        }

        return at >= values.Length || node.Fail(LearningError.OperatorAttribute, "more sets than nodes that test membership");
    }

    private static bool TryChildren(NodeContext node, string answer, int count, int leaves, out int[] children)
    {
        children = new int[count + leaves];
        long[] ids = node.Ints($"nodes_{answer}nodeids") ?? [], isLeaf = node.Ints($"nodes_{answer}leafs") ?? [];
        if (ids.Length != count || isLeaf.Length != count)
            return node.Fail(LearningError.OperatorAttribute, "the nodes' attributes differ in length");
        for (int i = 0; i < count; i++)
        {
            if (ids[i] < 0 || ids[i] >= (isLeaf[i] != 0 ? leaves : count))
                return node.Fail(LearningError.OperatorAttribute, $"node {i} names a node or leaf that does not exist");
            children[i] = (int)ids[i] + (isLeaf[i] != 0 ? count : 0);
        }

        return true;
    }

    private static int[] Extended(long[] featureIds, int leaves) => [.. Array.ConvertAll(featureIds, id => (int)id), .. new int[leaves]];

    private static bool[] Missing(NodeContext node, int count)
    {
        long[] given = node.Ints("nodes_missing_value_tracks_true") ?? [];
        var missing = new bool[count];
        for (int i = 0; i < Math.Min(count, given.Length); i++)
            missing[i] = given[i] != 0;
        return missing;
    }

    private static int[] Starts(int count, int leaves)
    {
        var starts = new int[count + leaves + 1];
        for (int i = 0; i <= leaves; i++)
            starts[count + i] = i;
        return starts;
    }

    private static (int Target, double Weight)[] Weights(long[] targets, double[] weights)
    {
        var leaves = new (int Target, double Weight)[targets.Length];
        for (int i = 0; i < leaves.Length; i++)
            leaves[i] = ((int)targets[i], weights[i]);
        return leaves;
    }
}
