using ModelMarket.Learning.Data;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Cli.Data;

/// <summary>(value − mean) ÷ deviation per feature. A feature that never varies keeps a deviation of 1.</summary>
/// <param name="Means">Mean of each feature.</param>
/// <param name="Deviations">Population standard deviation of each feature; positive.</param>
internal sealed record Standardisation(IReadOnlyList<double> Means, IReadOnlyList<double> Deviations)
{
    /// <summary>Mean and deviation of each column of a data set's only input, over all rows, two-pass in double.</summary>
    public static Standardisation Of(DataSet data)
    {
        var (rows, features) = Shape(data);
        var values = data.Inputs[0].Tensor.Floats;
        var means = new double[features];
        var deviations = new double[features];
        for (var column = 0; column < features; column++)
        {
            double sum = 0;
            for (var row = 0; row < rows; row++)
            {
                sum += values[(row * features) + column];
            }

            means[column] = sum / rows;
            double squares = 0;
            for (var row = 0; row < rows; row++)
            {
                var distance = values[(row * features) + column] - means[column];
                squares += distance * distance;
            }

            var deviation = Math.Sqrt(squares / rows);
            deviations[column] = deviation > 0 ? deviation : 1;
        }

        return new Standardisation(means, deviations);
    }

    /// <summary>The parameters a schema gives; null where it gives none.</summary>
    public static Standardisation? Of(DataSchema schema) => schema.HasStandardisation
        ? new Standardisation([.. schema.Columns.Select(c => c.Mean!.Value)], [.. schema.Columns.Select(c => c.Deviation!.Value)])
        : null;

    /// <summary>Normalises a data set's only input in place.</summary>
    /// <exception cref="CliFault">Another number of features.</exception>
    public void Apply(DataSet data)
    {
        var (rows, features) = Shape(data);
        if (features != Means.Count)
        {
            throw CliFault.Usage($"The normalisation is for {Means.Count} features, the data has {features}.");
        }

        var values = data.Inputs[0].Tensor.Floats;
        for (var i = 0; i < rows * features; i++)
        {
            values[i] = (float)((values[i] - Means[i % features]) / Deviations[i % features]);
        }
    }

    private static (int Rows, int Features) Shape(DataSet data) =>
        data.Inputs is [{ Tensor: { Rank: 2, Type: ElementType.Float } tensor }]
            ? (tensor.Shape[0], tensor.Shape[1])
            : throw CliFault.Usage("Only data with one input of shape [rows, features] and 32-bit floats is normalised.");
}
