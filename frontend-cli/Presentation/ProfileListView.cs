namespace ModelMarket.Cli.Presentation;

/// <summary>The profiles of a user.</summary>
/// <param name="File">Where they are written.</param>
/// <param name="Usual">The one that counts where none is named.</param>
/// <param name="Names">All of them.</param>
internal sealed record ProfileListView(string File, string? Usual, IReadOnlyList<string> Names);
