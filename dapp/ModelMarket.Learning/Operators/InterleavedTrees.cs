using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelMarket.Learning.Operators;

/// <summary>
/// Trees laid out so that eight rows walk each of them at once without a branch that depends on data: the processor follows eight independent
/// chains of loads instead of one. Every test is rewritten as feature ≤ value: x &lt; v is x ≤ the number before v, the others are its
/// negation; where a missing value must go the way of a true comparison, the node reads the negated feature, so that NaN compares false.
/// </summary>
/// <typeparam name="T">The type of features.</typeparam>
internal sealed class InterleavedTrees<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Lanes = 8;

    /// <summary>Bytes of rows that are kept near while all trees walk over them.</summary>
    private const int ChunkBytes = 16 * 1024;

    /// <summary>Steps between two looks whether all rows have arrived.</summary>
    private const int Stretch = 4;

    private readonly TreeStep<T>[] steps;
    private readonly int[] nodeOf;
    private readonly (int Root, int Depth)[] trees;
    private readonly bool negated;
    private readonly SingleLeaves<T>? leaves;

    private InterleavedTrees(TreeStep<T>[] steps, int[] nodeOf, (int Root, int Depth)[] trees, bool negated, SingleLeaves<T>? leaves)
    {
        this.steps = steps;
        this.nodeOf = nodeOf;
        this.trees = trees;
        this.negated = negated;
        this.leaves = leaves;
    }

    /// <summary>The trees in this form, or null where a test is for equality or membership.</summary>
    public static InterleavedTrees<T>? Of(TreeForm form, T[] splits)
    {
        bool negated = false;
        for (int i = 0; i < splits.Length; i++)
        {
            if (form.Modes[i] > TreeMode.Above)
                return null;
            negated |= form.Modes[i] != TreeMode.Leaf && Plain(form.Modes[i], splits[i], form.MissingIsTrue[i]).Negated;
        }

        var steps = new List<TreeStep<T>>();
        var nodeOf = new List<int>();
        var trees = new (int Root, int Depth)[form.Roots.Length];
        for (int i = 0; i < trees.Length; i++)
        {
            int start = steps.Count;
            trees[i] = (start, Place(form, splits, form.Roots[i], negated, steps, nodeOf));
        }

        return new InterleavedTrees<T>([.. steps], [.. nodeOf], trees, negated, SingleLeaves<T>.Of(form, nodeOf));
    }

    /// <summary>Lays one tree out level by level, brothers side by side; gives the decisions of its longest path.</summary>
    private static int Place(TreeForm form, T[] splits, int root, bool negated, List<TreeStep<T>> steps, List<int> nodeOf)
    {
        var order = new List<(int Node, int Depth)> { (root, 0) };
        int start = steps.Count;
        for (int i = 0; i < order.Count; i++)
        {
            (int node, int depth) = order[i];
            nodeOf.Add(node);
            if (form.Modes[node] == TreeMode.Leaf)
            {
                steps.Add(new TreeStep<T>(T.NaN, 0, start + i));
                continue;
            }

            (T value, bool reversed, bool reads) = Plain(form.Modes[node], splits[node], form.MissingIsTrue[node]);
            int column = negated ? (2 * form.Features[node]) + (reads ? 1 : 0) : form.Features[node];
            steps.Add(new TreeStep<T>(value, column * Lanes * Unsafe.SizeOf<T>(), start + order.Count));
            order.Add((reversed ? form.Yes[node] : form.No[node], depth + 1));
            order.Add((reversed ? form.No[node] : form.Yes[node], depth + 1));
        }

        return order[^1].Depth;
    }

    /// <summary>A test as feature ≤ value, of the feature or its negation; reversed: true goes to the no. NaN is false and must go where the node says.</summary>
    private static (T Value, bool Reversed, bool Negated) Plain(TreeMode mode, T split, bool missingIsTrue)
    {
        if (T.IsNaN(split))
            return missingIsTrue ? (T.PositiveInfinity, true, false) : (T.NaN, false, false);
        bool greater = mode is TreeMode.AtLeast or TreeMode.Above, strict = mode is TreeMode.Below or TreeMode.Above;

        // x ≥ v is −x ≤ −v and x > v is −x < −v, each false for NaN. Where NaN is a yes, the opposite test is used and the children change places.
        bool below = greater == missingIsTrue, open = strict != missingIsTrue;
        T value = below ? split : -split;
        return (open ? Before(value) : value, missingIsTrue, !below);
    }

    /// <summary>The number before a value; NaN (nothing is at most NaN) before −∞.</summary>
    private static T Before(T value) => T.IsNegativeInfinity(value) ? T.NaN : T.BitDecrement(value);

    /// <summary>Adds the leaves of all trees, ascending, to the scores of rows that lie one after another.</summary>
    public void Walk(TreeEnsemble<T> owner, ReadOnlySpan<T> rows, int features, Span<T> scores, Span<bool> touched)
    {
        int columns = negated ? 2 * features : features, size = columns * Lanes, targets = owner.Targets, all = scores.Length / targets;
        int chunk = Math.Max(1, ChunkBytes / (size * Unsafe.SizeOf<T>())) * Lanes;
        var near = new T[chunk * columns];
        Span<int> reached = stackalloc int[Lanes];
        for (int first = 0; first < all; first += chunk)
        {
            int count = Math.Min(chunk, all - first);
            Turn(rows.Slice(first * features, count * features), features, columns, near);
            foreach ((int root, int depth) in trees)
            {
                for (int row = 0; row < count; row += Lanes)
                {
                    Descend(root, depth, near.AsSpan(row * columns, size), reached);
                    int at = (first + row) * targets, some = Math.Min(Lanes, count - row);
                    if (leaves is not null)
                        leaves.Add(reached[..some], scores[at..], touched[at..]);
                    else
                        AddLeaves(owner, reached[..some], scores[at..], touched[at..]);
                }
            }
        }
    }

    private void AddLeaves(TreeEnsemble<T> owner, ReadOnlySpan<int> reached, Span<T> scores, Span<bool> touched)
    {
        for (int lane = 0; lane < reached.Length; lane++)
            owner.AddLeaf(nodeOf[reached[lane]], scores.Slice(lane * owner.Targets, owner.Targets), touched.Slice(lane * owner.Targets, owner.Targets));
    }

    /// <summary>Eight rows side by side: all their values of one feature, then (where wanted) the negated ones, then the next feature.</summary>
    private static void Turn(ReadOnlySpan<T> rows, int features, int columns, Span<T> near)
    {
        bool twice = columns != features;
        for (int row = 0; row * features < rows.Length; row++)
        {
            Span<T> block = near.Slice(row / Lanes * Lanes * columns, Lanes * columns);
            ReadOnlySpan<T> source = rows.Slice(row * features, features);
            int lane = row % Lanes, step = twice ? 2 * Lanes : Lanes;
            for (int f = 0; f < source.Length; f++)
            {
                block[(f * step) + lane] = source[f];
                if (twice)
                    block[(f * step) + Lanes + lane] = -source[f];
            }
        }
    }

    private void Descend(int root, int depth, Span<T> block, Span<int> reached) =>
        Descend(
            ref MemoryMarshal.GetArrayDataReference(steps), (nuint)root * TreeStep<T>.SizeBytes, depth, ref MemoryMarshal.GetReference(block),
            ref MemoryMarshal.GetReference(reached));

    /// <summary>All positions stay inside the trees and all features inside the block: both were checked when the forest was made.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Descend(ref TreeStep<T> nodes, nuint root, int depth, ref T block, ref int leaf)
    {
        nuint a0 = root, a1 = root, a2 = root, a3 = root, a4 = root, a5 = root, a6 = root, a7 = root;
        for (int done = 0; done < depth;)
        {
            for (int stop = Math.Min(depth, done + Stretch); done < stop; done++)
            {
                a0 = TreeStep<T>.From(ref nodes, a0, ref block, 0);
                a1 = TreeStep<T>.From(ref nodes, a1, ref block, 1);
                a2 = TreeStep<T>.From(ref nodes, a2, ref block, 2);
                a3 = TreeStep<T>.From(ref nodes, a3, ref block, 3);
                a4 = TreeStep<T>.From(ref nodes, a4, ref block, 4);
                a5 = TreeStep<T>.From(ref nodes, a5, ref block, 5);
                a6 = TreeStep<T>.From(ref nodes, a6, ref block, 6);
                a7 = TreeStep<T>.From(ref nodes, a7, ref block, 7);
            }

            if (done == depth)
                break;
            nuint rest = TreeStep<T>.Rest(ref nodes, a0) | TreeStep<T>.Rest(ref nodes, a1) | TreeStep<T>.Rest(ref nodes, a2) | TreeStep<T>.Rest(ref nodes, a3)
                | TreeStep<T>.Rest(ref nodes, a4) | TreeStep<T>.Rest(ref nodes, a5) | TreeStep<T>.Rest(ref nodes, a6) | TreeStep<T>.Rest(ref nodes, a7);
            if (rest == 0)
                break;
        }

        leaf = (int)(a0 / TreeStep<T>.SizeBytes);
        Unsafe.Add(ref leaf, 1) = (int)(a1 / TreeStep<T>.SizeBytes);
        Unsafe.Add(ref leaf, 2) = (int)(a2 / TreeStep<T>.SizeBytes);
        Unsafe.Add(ref leaf, 3) = (int)(a3 / TreeStep<T>.SizeBytes);
        Unsafe.Add(ref leaf, 4) = (int)(a4 / TreeStep<T>.SizeBytes);
        Unsafe.Add(ref leaf, 5) = (int)(a5 / TreeStep<T>.SizeBytes);
        Unsafe.Add(ref leaf, 6) = (int)(a6 / TreeStep<T>.SizeBytes);
        Unsafe.Add(ref leaf, 7) = (int)(a7 / TreeStep<T>.SizeBytes);
    }
}
