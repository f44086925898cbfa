namespace ModelMarket.Cli.Reports;

/// <summary>Bounds of a report.</summary>
internal static class ReportLimits
{
    /// <summary>Submissions that are drawn and listed; the page says when there are more.</summary>
    public const int SubmissionsMax = 2_000;

    /// <summary>Bars of the pay plot; who earned less is one bar together.</summary>
    public const int BarsMax = 12;
}
