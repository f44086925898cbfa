namespace ModelMarket.Cli.Verification;

/// <summary>First line of a recording.</summary>
internal sealed record RecordingHeader(int Recording, string Question);
