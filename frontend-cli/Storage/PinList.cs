namespace ModelMarket.Cli.Storage;

/// <summary>A page of requests.</summary>
/// <param name="Count">Requests there are.</param>
/// <param name="Results">Those on this page.</param>
internal sealed record PinList(int Count, IReadOnlyList<PinStatus> Results);
