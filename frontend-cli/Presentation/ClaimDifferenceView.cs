namespace ModelMarket.Cli.Presentation;

/// <summary>An accepted claim that is not what the replay computes, with the inputs of its epoch: from <paramref name="FirstInput"/> to before <paramref name="InputsEnd"/>.</summary>
internal sealed record ClaimDifferenceView(ulong Epoch, ulong LastBlock, ulong FirstInput, ulong InputsEnd, string Claimed, string Replayed, string Transaction);
