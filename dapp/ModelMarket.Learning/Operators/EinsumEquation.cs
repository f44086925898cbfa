namespace ModelMarket.Learning.Operators;

/// <summary>An Einsum as loops: sizes of the output's and of the summed letters, and per input the step that each letter makes in it.</summary>
internal sealed record EinsumEquation(int[] Output, int[] Summed, int[][] OutputStrides, int[][] SummedStrides)
{
    /// <summary>Products that are summed for one output element.</summary>
    public int SummedCount
    {
        get
        {
            int count = 1;
            foreach (int size in Summed)
                count *= size;
            return count;
        }
    }

    /// <summary>One step of the loops: the last letter fastest; <paramref name="at"/> follows in every input.</summary>
    public static void Next(int[] sizes, int[] position, int[] at, int[][] strides)
    {
        for (int d = sizes.Length - 1; d >= 0; d--)
        {
            bool carry = ++position[d] == sizes[d];
            for (int i = 0; i < at.Length; i++)
                at[i] += carry ? -strides[i][d] * (sizes[d] - 1) : strides[i][d];
            if (!carry)
                return;
            position[d] = 0;
        }
    }
}
