namespace ModelMarket.Cli.Presentation;

/// <summary>An accepted claim that is not what the replay says.</summary>
internal sealed record ClaimDifferenceView(ulong LastBlock, int Inputs, string Claimed, string Replayed);
