using System.Numerics;

namespace ModelMarket.Learning.Operators;

/// <summary>A forest in arrays of the type it is computed in: float, or double for double rows. NaN follows <c>missing_value_tracks_true</c>.</summary>
internal sealed class TreeEnsemble<T>
    where T : unmanaged, INumber<T>
{
    private readonly TreeForm form;
    private readonly T[] splits, baseValues;
    private readonly (int Target, T Weight)[] leaves;
    private readonly T[]?[] members;

    /// <summary>Rounds thresholds and weights to the type, which is exact for what a file of that type says.</summary>
    public TreeEnsemble(TreeForm form)
    {
        this.form = form;
        splits = Array.ConvertAll(form.Splits, T.CreateTruncating);
        baseValues = Array.ConvertAll(form.BaseValues, T.CreateTruncating);
        leaves = Array.ConvertAll(form.Leaves, leaf => (leaf.Target, T.CreateTruncating(leaf.Weight)));
        members = Array.ConvertAll(form.Members, set => set is null ? null : Array.ConvertAll(set, T.CreateTruncating));
    }

    /// <summary>Adds the trees' leaves in ascending order, then the base values; <paramref name="touched"/> says which targets had a leaf.</summary>
    public void Evaluate(ReadOnlySpan<T> row, Span<T> scores, Span<bool> touched)
    {
        scores.Clear();
        foreach (int root in form.Roots)
        {
            int at = root;
            while (form.Modes[at] != TreeMode.Leaf)
                at = Goes(at, row[form.Features[at]]) ? form.Yes[at] : form.No[at];
            for (int i = form.LeafStart[at]; i < form.LeafStart[at + 1]; i++)
            {
                (int target, T weight) = leaves[i];
                scores[target] = Merged(scores[target], weight, touched[target]);
                touched[target] = true;
            }
        }

        for (int i = 0; i < scores.Length; i++)
        {
            scores[i] = form.Aggregate == TreeAggregate.Average ? scores[i] / T.CreateTruncating(form.Roots.Length) : scores[i];
            scores[i] = i < baseValues.Length ? scores[i] + baseValues[i] : scores[i];
            touched[i] |= i < baseValues.Length;
        }
    }

    private T Merged(T score, T weight, bool touched) => form.Aggregate switch
    {
        TreeAggregate.Min => !touched || weight < score ? weight : score,
        TreeAggregate.Max => !touched || weight > score ? weight : score,
        _ => score + weight,
    };

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
