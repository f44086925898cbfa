namespace ModelMarket.Core;

/// <summary>The words for one <see cref="RejectCode"/>.</summary>
/// <param name="Name">The stable name of the code.</param>
/// <param name="Message">What happened, for a person.</param>
/// <param name="Hint">What mends it.</param>
public sealed record RejectionText(string Name, string Message, string Hint);
