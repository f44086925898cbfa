namespace ModelMarket.Cli.Reports;

/// <summary>Which end of a text lies at its point.</summary>
internal enum TextAnchor
{
    /// <summary>Its start.</summary>
    Start,

    /// <summary>Its middle.</summary>
    Middle,

    /// <summary>Its end.</summary>
    End,
}
