namespace ModelMarket.Cli.Presentation;

/// <summary>What <c>job post</c> did.</summary>
internal sealed record PostView(ulong JobId, string Transaction, string Phase, string Reward, long? InitialScore, string? Refused);
