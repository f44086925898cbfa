namespace ModelMarket.Cli.Data;

/// <summary>An array of numbers from a file of numbers (NPY, IDX), as 32-bit floats: what a model takes.</summary>
/// <param name="Name">Where it came from, for messages.</param>
/// <param name="Shape">Dimensions; the first counts rows.</param>
/// <param name="Values">Row-major.</param>
internal sealed record NumberArray(string Name, int[] Shape, float[] Values)
{
    /// <summary>The shape as people write it.</summary>
    public string ShapeText => $"[{string.Join(", ", Shape)}]";

    /// <summary>Elements of a shape.</summary>
    /// <exception cref="CliFault">More than are read.</exception>
    public static int CountOf(string name, IReadOnlyList<int> shape)
    {
        long count = 1;
        foreach (var dimension in shape)
        {
            count = dimension >= 0 && count <= DataFileLimits.FieldsMax ? count * dimension : long.MaxValue;
        }

        return count <= DataFileLimits.FieldsMax ? (int)count : throw CliFault.Usage($"{name} has more than {DataFileLimits.FieldsMax} numbers.");
    }
}
