namespace ModelMarket.Core.Inspect;

/// <summary>The report that answers an input or an inspect request that was not taken.</summary>
/// <param name="Type">Always <c>rejected</c>.</param>
/// <param name="Code">The number of the <see cref="RejectCode"/>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Message">What happened.</param>
/// <param name="Hint">What mends it.</param>
/// <param name="Detail">What exactly was wrong; empty if the message says it all.</param>
public sealed record RejectionReport(string Type, ushort Code, string Name, string Message, string Hint, string Detail)
{
    /// <summary>The report for <paramref name="code"/>.</summary>
    public static RejectionReport Of(RejectCode code, string detail = "")
    {
        RejectionText text = Rejections.Of(code);
        return new RejectionReport("rejected", (ushort)code, text.Name, text.Message, text.Hint, detail);
    }
}
