namespace ModelMarket.Cli.Presentation;

/// <summary>One of the job's tensors and where it came from.</summary>
internal sealed record TensorMatchView(string Name, string Shape, string? From, string? FromShape, string How);
