namespace ModelMarket.Cli.Commands;

/// <summary>What <c>verify</c> was asked for.</summary>
/// <param name="GenesisFile">Genesis document; null for the development one.</param>
/// <param name="Native">Whether the dapp may run as a native binary.</param>
/// <param name="Against">Nodes to compare: none, one with the replay, or two with each other.</param>
/// <param name="Folder">Where the replay is kept.</param>
/// <param name="Fresh">Whether what lies there is thrown away first.</param>
/// <param name="Record">File of a recording.</param>
/// <param name="Guest">Another application's program and arguments; empty for ModelMarket's.</param>
internal sealed record VerifyRequest(string? GenesisFile, bool Native, IReadOnlyList<Uri> Against, string? Folder, bool Fresh, string? Record, IReadOnlyList<string> Guest);
