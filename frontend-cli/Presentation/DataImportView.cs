namespace ModelMarket.Cli.Presentation;

/// <summary>Rows that were written.</summary>
internal sealed record DataImportView(string File, int Rows, IReadOnlyList<int> RowShape, IReadOnlyList<string> Classes);
