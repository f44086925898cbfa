namespace ModelMarket.Cli.Presentation;

/// <summary>How a file's tensors became a job's weights.</summary>
internal sealed record WeightsImportView(string? Weights, IReadOnlyList<TensorMatchView> Tensors, IReadOnlyList<string> Unused);
