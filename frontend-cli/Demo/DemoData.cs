using ModelMarket.Cli.Data;
using ModelMarket.Learning.Data;

namespace ModelMarket.Cli.Demo;

/// <summary>
/// The rows of Breast Cancer Wisconsin (Diagnostic), dealt to a sponsor's public validation set and three owners of unequal size, the same
/// way on every machine.
/// </summary>
/// <remarks>Wolberg, Mangasarian, Street and Street (1995), UCI, doi 10.24432/C5DW2B, CC BY 4.0; class 0 malignant, 1 benign.</remarks>
internal sealed class DemoData
{
    /// <summary>Columns before the label.</summary>
    public const int FeatureCount = 30;

    private const string Resource = "breast_cancer.csv";
    private const int ValidationRows = 171;
    private const ulong Seed = 1;

    private static readonly int[] OwnerRows = [96, 151, 151];

    private readonly DataSet _all;
    private readonly IReadOnlyList<int[]> _dealt;

    private DemoData(DataSet all)
    {
        _all = all;
        _dealt = RowSplit.Deal(all.RowCount, ValidationRows, OwnerRows, Seed);
        Validation = all.Select(_dealt[0]);
    }

    /// <summary>The sponsor's public rows.</summary>
    public DataSet Validation { get; }

    /// <summary>Reads and deals the rows that are built into the program.</summary>
    public static DemoData Load()
    {
        using var stream = typeof(DemoData).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource {Resource} is not in the assembly.");
        using var reader = new StreamReader(stream);
        return new DemoData(DataFile.LoadTable(CsvReader.Read(reader, Resource), label: null, schema: null).DataSet);
    }

    /// <summary>The rows of an owner, who are numbered from 0.</summary>
    public DataSet Owner(int index) => _all.Select(_dealt[index + 1]);

    /// <summary>Mean and deviation of each feature over the public rows, for the model's constants.</summary>
    public (float[] Means, float[] Deviations) Standardisation()
    {
        var found = Data.Standardisation.Of(Validation);
        return ([.. found.Means.Select(mean => (float)mean)], [.. found.Deviations.Select(deviation => (float)deviation)]);
    }
}
