using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelMarket.Learning.Operators;

/// <summary>The leaves of trees that add exactly one number each, as exporters write them: nothing to look up but that number.</summary>
/// <typeparam name="T">The type of scores.</typeparam>
internal sealed class SingleLeaves<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] weights;
    private readonly int[] places;
    private readonly int targets;

    private SingleLeaves(T[] weights, int[] places, int targets)
    {
        this.weights = weights;
        this.places = places;
        this.targets = targets;
    }

    /// <summary>The leaves in the order of <paramref name="nodes"/>, or null where one adds several numbers or none, or they are not summed.</summary>
    public static SingleLeaves<T>? Of(TreeForm form, IReadOnlyList<int> nodes)
    {
        if (form.Aggregate > TreeAggregate.Sum)
            return null;
        var weights = new T[nodes.Count];
        var places = new int[nodes.Count];
        for (int i = 0; i < weights.Length; i++)
        {
            int node = nodes[i];
            if (form.Modes[node] != TreeMode.Leaf)
                continue;
            if (form.LeafStart[node + 1] != form.LeafStart[node] + 1)
                return null;
            (int target, double weight) = form.Leaves[form.LeafStart[node]];
            weights[i] = T.CreateTruncating(weight);
            places[i] = target;
        }

        return new SingleLeaves<T>(weights, places, form.Targets);
    }

    /// <summary>Adds one leaf to each of some rows' scores, which lie one after another.</summary>
    public void Add(ReadOnlySpan<int> reached, Span<T> scores, Span<bool> touched)
    {
        ref T weight = ref MemoryMarshal.GetArrayDataReference(weights);
        if (targets == 1)
        {
            ref T score = ref MemoryMarshal.GetReference(scores[..reached.Length]);
            for (int lane = 0; lane < reached.Length; lane++)
                Unsafe.Add(ref score, lane) += Unsafe.Add(ref weight, reached[lane]); // a walk ends inside the trees
            touched[..reached.Length].Fill(true);
            return;
        }

        for (int lane = 0; lane < reached.Length; lane++)
        {
            int at = (lane * targets) + places[reached[lane]];
            scores[at] += weights[reached[lane]];
            touched[at] = true;
        }
    }
}
