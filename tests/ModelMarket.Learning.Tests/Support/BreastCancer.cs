using System.Globalization;
using ModelMarket.Learning.Data;
using ModelMarket.Learning.Numerics;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Tests.Support;

/// <summary>The repository's copy of Breast Cancer Wisconsin (Diagnostic): 569 rows, 30 features, 0 = malignant, 1 = benign.</summary>
internal static class BreastCancer
{
    public const int Features = 30;

    public static (double[][] X, long[] Y) Load()
    {
        string[] lines = File.ReadAllLines(Path.Combine(Repository.Root, "frontend-cli", "Demo", "breast_cancer.csv"));
        var x = new List<double[]>();
        var y = new List<long>();
        foreach (string line in lines)
        {
            string[] cells = line.Split(',');
            if (cells.Length != Features + 1 || !double.TryParse(cells[0], NumberStyles.Float, CultureInfo.InvariantCulture, out _))
                continue;
            x.Add(Array.ConvertAll(cells[..Features], c => double.Parse(c, CultureInfo.InvariantCulture)));
            y.Add(long.Parse(cells[Features], CultureInfo.InvariantCulture));
        }

        y.Should().HaveCount(569);
        return ([.. x], [.. y]);
    }

    /// <summary>Rows as a data set, standardised with mean and deviation of the training rows.</summary>
    public static DataSet Standardised(double[][] x, long[] y, IReadOnlyList<int> rows, IReadOnlyList<int> training)
    {
        var values = new float[rows.Count * Features];
        for (int f = 0; f < Features; f++)
        {
            double mean = training.Average(r => x[r][f]);
            double deviation = Math.Sqrt(training.Average(r => (x[r][f] - mean) * (x[r][f] - mean)));
            for (int i = 0; i < rows.Count; i++)
                values[(i * Features) + f] = (float)((x[rows[i]][f] - mean) / deviation);
        }

        long[] labels = [.. rows.Select(r => y[r])];
        bool made = DataSet.TryCreate(
            [new DataInput("", Tensor.From<float>(values, rows.Count, Features))], Tensor.From<long>(labels, rows.Count), null, null, out DataSet? data, out LearningFault fault);
        made.Should().BeTrue(fault.Detail);
        return data!;
    }

    /// <summary>Stratified folds: each class is shuffled and dealt out.</summary>
    public static int[] Folds(long[] y, int folds, ulong seed)
    {
        var fold = new int[y.Length];
        foreach (long label in y.Distinct().Order())
        {
            int[] rows = [.. Enumerable.Range(0, y.Length).Where(i => y[i] == label)];
            new PhiloxStream(seed, 77, (uint)label).Shuffle(rows);
            for (int i = 0; i < rows.Length; i++)
                fold[rows[i]] = i % folds;
        }

        return fold;
    }
}
