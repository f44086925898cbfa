namespace ModelMarket.Cli.Doctor;

/// <summary>What one look found.</summary>
/// <param name="Subject">What was looked at.</param>
/// <param name="State"><c>ok</c>, <c>warning</c> or <c>fault</c>.</param>
/// <param name="Words">What was found.</param>
/// <param name="Mend">What to do about it; empty where nothing is to be done.</param>
internal sealed record Finding(string Subject, string State, string Words, string Mend)
{
    /// <summary>As it should be.</summary>
    public static Finding Ok(string subject, string words) => new(subject, "ok", words, string.Empty);

    /// <summary>Works, but should be known.</summary>
    public static Finding Warning(string subject, string words, string mend) => new(subject, "warning", words, mend);

    /// <summary>Does not work.</summary>
    public static Finding Fault(string subject, string words, string mend) => new(subject, "fault", words, mend);
}
