namespace ModelMarket.Cli.Reports;

/// <summary>
/// The colours of Okabe and Ito ("Color universal design", 2008), which people with any common colour blindness tell apart. Shapes differ too, so
/// that no meaning hangs on a colour alone.
/// </summary>
internal static class Palette
{
    /// <summary>Text and axes.</summary>
    public const string Ink = "#000000";

    /// <summary>Grid lines.</summary>
    public const string Faint = "#D9D9D9";

    /// <summary>Quiet text.</summary>
    public const string Quiet = "#595959";

    /// <summary>The page.</summary>
    public const string Paper = "#FFFFFF";

    /// <summary>The line of the best score: bluish green.</summary>
    public const string Best = "#009E73";

    /// <summary>The initial model: orange.</summary>
    public const string Initial = "#E69F00";

    private static readonly string[] People = ["#0072B2", "#D55E00", "#CC79A7", "#56B4E9", "#F0E442", "#009E73", "#E69F00", "#000000"];

    /// <summary>The colour of the nth participant.</summary>
    public static string Of(int index) => People[index % People.Length];

    /// <summary>The shape of the nth participant: it changes where colours begin again.</summary>
    public static MarkerShape ShapeOf(int index) => (MarkerShape)((index + index / People.Length) % 4);
}
