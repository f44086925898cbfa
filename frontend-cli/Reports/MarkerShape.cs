namespace ModelMarket.Cli.Reports;

/// <summary>The shape of a point.</summary>
internal enum MarkerShape
{
    /// <summary>A disc.</summary>
    Disc,

    /// <summary>A square.</summary>
    Square,

    /// <summary>A triangle on its base.</summary>
    Triangle,

    /// <summary>A square on its corner.</summary>
    Diamond,
}
