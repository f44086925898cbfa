namespace ModelMarket.Cli.Data;

/// <summary>Limits of tables that are read; a file beyond them is refused with a sentence.</summary>
internal static class DataFileLimits
{
    /// <summary>Bytes of a file.</summary>
    public const long FileBytesMax = 1L << 30;

    /// <summary>Columns of a table.</summary>
    public const int ColumnsMax = 100_000;

    /// <summary>Fields of a table.</summary>
    public const int FieldsMax = 1 << 27;

    /// <summary>Characters of one field.</summary>
    public const int FieldCharactersMax = 10_000;

    /// <summary>Problems that are listed before the rest is only counted.</summary>
    public const int ProblemsShownMax = 5;
}
