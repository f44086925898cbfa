using ModelMarket.Learning.Data;

namespace ModelMarket.Learning.Training;

/// <summary>The weight of every row in the loss: sample weight times class weight.</summary>
internal static class TrainingWeights
{
    public static bool TryCreate(DataSet rows, TrainingOptions options, TrainingStep step, out double[] weights, out LearningFault fault)
    {
        weights = new double[rows.RowCount];
        fault = default;
        bool byClass = options.BalancedClasses || options.ClassWeights.Count > 0;
        if (byClass && !rows.HasClasses)
            return Fail("class weights need classes in 'y'", out fault);
        long[] counts = byClass ? Counts(rows, step) : [];
        int occurring = 0;
        foreach (long count in counts)
            occurring += count > 0 ? 1 : 0;
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = rows.Weights is { } given ? given.Floats[i] : 1.0;
            if (!byClass)
                continue;
            int column = step.ColumnOf(rows.Targets.Int64s[i]);
            if (options.ClassWeights.Count > 0 && column >= options.ClassWeights.Count)
                return Fail($"class {column} has no weight: {options.ClassWeights.Count} are given", out fault);
            if (options.ClassWeights.Count > 0)
                weights[i] *= options.ClassWeights[column];
            if (options.BalancedClasses)
                weights[i] *= (double)rows.RowCount / ((double)occurring * counts[column]);
        }

        return true;
    }

    private static long[] Counts(DataSet rows, TrainingStep step)
    {
        var counts = new List<long>();
        foreach (long label in rows.Targets.Int64s)
        {
            int column = step.ColumnOf(label);
            while (counts.Count <= column)
                counts.Add(0);
            counts[column]++;
        }

        return [.. counts];
    }

    private static bool Fail(string detail, out LearningFault fault)
    {
        fault = new LearningFault(LearningError.TrainingOptions, detail);
        return false;
    }
}
