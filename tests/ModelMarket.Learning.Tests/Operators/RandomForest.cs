using ModelMarket.Learning.Operators;

namespace ModelMarket.Learning.Tests.Operators;

/// <summary>Uneven trees with special values among their splits and leaves of none, one or two weights.</summary>
internal sealed class RandomForest
{
    private readonly List<(TreeMode Mode, int Feature, double Split, int Yes, int No, bool Missing, (int, double)[] Weights)> nodes = [];
    private readonly Random random;
    private readonly TreeMode lastMode;
    private readonly int features, targets;
    private readonly int[] roots;

    public RandomForest(Random random, TreeMode lastMode, int features, int targets)
    {
        this.random = random;
        this.lastMode = lastMode;
        this.features = features;
        this.targets = targets;
        roots = [.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => Grow(random.Next(1, 14)))];
    }

    public static double Number(Random random) => random.Next(9) switch { 0 => double.NaN, 1 => -0.0, 2 => double.NegativeInfinity, _ => random.Next(-4, 5) / 2.0 };

    public TreeForm Form(TreeAggregate aggregate)
    {
        var starts = new List<int> { 0 };
        foreach (var node in nodes)
            starts.Add(starts[^1] + node.Weights.Length);
        return new TreeForm
        {
            Modes = [.. nodes.Select(n => n.Mode)],
            Features = [.. nodes.Select(n => n.Feature)],
            Splits = [.. nodes.Select(n => n.Split)],
            Yes = [.. nodes.Select(n => n.Yes)],
            No = [.. nodes.Select(n => n.No)],
            MissingIsTrue = [.. nodes.Select(n => n.Missing)],
            Roots = roots,
            LeafStart = [.. starts],
            Leaves = [.. nodes.SelectMany(n => n.Weights)],
            Targets = targets,
            Aggregate = aggregate,
            BaseValues = [.. Enumerable.Range(0, random.Next(targets + 1)).Select(_ => (double)(float)random.NextDouble())],
        };
    }

    private int Grow(int depth)
    {
        int at = nodes.Count;
        nodes.Add(default);
        if (depth <= 1 || random.Next(8) == 0)
        {
            (int, double)[] weights = [.. Enumerable.Range(0, random.Next(3)).Select(_ => (random.Next(targets), random.NextDouble() - 0.5))];
            nodes[at] = (TreeMode.Leaf, 0, 1, 0, 0, false, weights);
            return at;
        }

        int yes = Grow(depth - 1), no = Grow(random.Next(depth));
        nodes[at] = ((TreeMode)random.Next(1, (int)lastMode + 1), random.Next(features), Number(random), yes, no, random.Next(2) == 0, []);
        return at;
    }
}
