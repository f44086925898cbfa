namespace ModelMarket.Cli.Presentation;

/// <summary>Whether rows fit. It is printed here and goes nowhere.</summary>
internal sealed record DataCheckView(string File, int Rows, int Fit, int RowsMin, int Problems, IReadOnlyList<DataProblemView> Shown);
