using System.Numerics;
using ModelMarket.Learning.Execution;

namespace ModelMarket.Learning.Operators;

/// <summary>A forest in arrays of the type it is computed in: float, or double for double rows. NaN follows <c>missing_value_tracks_true</c>.</summary>
internal sealed class TreeEnsemble<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows below which a part is not worth a thread.</summary>
    private const int PartRowsMin = 64;

    private readonly TreeForm form;
    private readonly T[] splits, baseValues;
    private readonly (int Target, T Weight)[] leaves;
    private readonly T[]?[] members;
    private readonly InterleavedTrees<T>? interleaved;

    /// <summary>Rounds thresholds and weights to the type, which is exact for what a file of that type says.</summary>
    public TreeEnsemble(TreeForm form)
    {
        this.form = form;
        splits = Array.ConvertAll(form.Splits, T.CreateTruncating);
        baseValues = Array.ConvertAll(form.BaseValues, T.CreateTruncating);
        leaves = Array.ConvertAll(form.Leaves, leaf => (leaf.Target, T.CreateTruncating(leaf.Weight)));
        members = Array.ConvertAll(form.Members, set => set is null ? null : Array.ConvertAll(set, T.CreateTruncating));
        interleaved = InterleavedTrees<T>.Of(form, splits);
    }

    /// <summary>Targets or classes: scores of a row.</summary>
    public int Targets => form.Targets;

    /// <summary>
    /// Scores of rows that lie one after another: the trees' leaves in ascending order, then the base values. Rows walk side by side where the
    /// tests allow it; bit for bit what one row after another gives.
    /// </summary>
    /// <param name="partition">Cuts the rows into parts.</param>
    /// <param name="optimise">False: one row after another.</param>
    /// <param name="rows">Features, <paramref name="features"/> per row.</param>
    /// <param name="features">Features of a row.</param>
    /// <param name="scores">Filled with <see cref="Targets"/> numbers per row.</param>
    /// <param name="touched">Filled: which scores had a leaf or a base value.</param>
    public void Evaluate(IPartition partition, bool optimise, T[] rows, int features, T[] scores, bool[] touched)
    {
        int count = scores.Length / Targets, parts = Math.Clamp(count / PartRowsMin, 1, partition.Width), size = (count + parts - 1) / parts;
        partition.Run(parts, part =>
        {
            int first = Math.Min(count, part * size), some = Math.Min(size, count - first);
            Part(optimise, rows.AsSpan(first * features, some * features), features, scores.AsSpan(first * Targets, some * Targets), touched.AsSpan(first * Targets, some * Targets));
        });
    }

    private void Part(bool optimise, ReadOnlySpan<T> rows, int features, Span<T> scores, Span<bool> touched)
    {
        scores.Clear();
        touched.Clear();
        if (optimise && interleaved is not null)
            interleaved.Walk(this, rows, features, scores, touched);
        for (int at = 0; at < scores.Length; at += Targets)
        {
            Span<T> row = scores.Slice(at, Targets);
            if (!optimise || interleaved is null)
                Walk(rows.Slice(at / Targets * features, features), row, touched.Slice(at, Targets));
            End(row, touched.Slice(at, Targets));
        }
    }

    private void Walk(ReadOnlySpan<T> row, Span<T> scores, Span<bool> touched)
    {
        foreach (int root in form.Roots)
        {
            int at = root;
            while (form.Modes[at] != TreeMode.Leaf)
                at = Goes(at, row[form.Features[at]]) ? form.Yes[at] : form.No[at];
            AddLeaf(at, scores, touched);
        }
    }

    /// <summary>Joins the weights of one leaf to a row's scores.</summary>
    public void AddLeaf(int node, Span<T> scores, Span<bool> touched)
    {
        foreach ((int target, T weight) in leaves.AsSpan(form.LeafStart[node]..form.LeafStart[node + 1]))
        {
            scores[target] = form.Aggregate <= TreeAggregate.Sum ? scores[target] + weight : Merged(scores[target], weight, touched[target]);
            touched[target] = true;
        }
    }

    private void End(Span<T> scores, Span<bool> touched)
    {
        for (int i = 0; i < scores.Length; i++)
        {
            scores[i] = form.Aggregate == TreeAggregate.Average ? scores[i] / T.CreateTruncating(form.Roots.Length) : scores[i];
            scores[i] = i < baseValues.Length ? scores[i] + baseValues[i] : scores[i];
            touched[i] |= i < baseValues.Length;
        }
    }

    private T Merged(T score, T weight, bool touched)
    {
        bool replaces = !touched || (form.Aggregate == TreeAggregate.Min ? weight < score : weight > score);
        return replaces ? weight : score;
    }

    private bool Goes(int at, T x)
    {
        if (T.IsNaN(x))
            return form.MissingIsTrue[at];
        T split = splits[at];
        return form.Modes[at] switch
        {
            TreeMode.AtMost => x <= split,
            TreeMode.Below => x < split,
            TreeMode.AtLeast => x >= split,
            TreeMode.Above => x > split,
            TreeMode.Equal => x == split,
            TreeMode.NotEqual => x != split,
            _ => Array.IndexOf(members[at]!, x) >= 0,
        };
    }
}
