namespace ModelMarket.Cli.Presentation;

/// <summary>Who keeps content and how that is doing.</summary>
internal sealed record PinView(string Cid, string Where, string Status, IReadOnlyDictionary<string, string>? Info);
