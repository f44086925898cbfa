namespace ModelMarket.Learning.Operators;

/// <summary>Broadcasting of opsets 1 to 6: only the second input, only with <c>broadcast=1</c>, aligned at <c>axis</c>.</summary>
internal static class OldBroadcast
{
    /// <summary>The second shape with ones appended, so that today's rule gives the old result.</summary>
    public static int[] Align(NodeContext node, int[] a, int[] b)
    {
        if (node.Int("broadcast", 0) == 0 || node.Node.Find("axis") is null)
            return b;
        long axis = node.Int("axis", 0);
        axis = axis < 0 ? axis + a.Length : axis;
        long tail = a.Length - axis - b.Length;
        if (axis < 0 || tail <= 0)
            return b;
        var aligned = new int[b.Length + tail];
        Array.Fill(aligned, 1);
        b.CopyTo(aligned, 0);
        return aligned;
    }
}
