using ModelMarket.Learning.Data;

namespace ModelMarket.Cli.Data;

/// <summary>Rows ready for the engine, and what their columns mean.</summary>
/// <param name="DataSet">The rows.</param>
/// <param name="Features">Names of the features, in order; empty for data that came without.</param>
/// <param name="Classes">Class names, index = label; empty for values and for unnamed classes.</param>
internal sealed record LoadedData(DataSet DataSet, IReadOnlyList<string> Features, IReadOnlyList<string> Classes);
