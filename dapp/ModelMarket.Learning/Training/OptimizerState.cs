namespace ModelMarket.Learning.Training;

/// <summary>What an optimizer keeps per number it trains.</summary>
internal static class OptimizerState
{
    /// <summary>Zeros, an array per parameter.</summary>
    public static float[][] Create(IReadOnlyList<int> counts)
    {
        var state = new float[counts.Count][];
        for (int i = 0; i < state.Length; i++)
            state[i] = new float[counts[i]];
        return state;
    }

    /// <summary>Zeros of another number for one parameter.</summary>
    public static void Reserve(float[][] state, int index, int count)
    {
        if (state[index].Length != count)
            state[index] = new float[count];
    }

    /// <summary>The optimizer of some options, in its first state.</summary>
    public static IOptimizer Begin(TrainingOptions options, IReadOnlyList<int> counts) =>
        options.Optimizer == OptimizerKind.Sgd ? new SgdOptimizer(options, counts) : new AdamOptimizer(options, counts);
}
