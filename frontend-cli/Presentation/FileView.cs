namespace ModelMarket.Cli.Presentation;

/// <summary>A file that was written.</summary>
/// <param name="File">Where.</param>
internal sealed record FileView(string File);
