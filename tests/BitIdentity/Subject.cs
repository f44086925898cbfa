using ModelMarket.Learning.Execution;

namespace BitIdentity;

/// <summary>Something computed whose bits must be the same everywhere.</summary>
/// <param name="Name">Group and name: <c>conformance/node/test_abs</c>.</param>
/// <param name="Compute">Writes all result bits.</param>
internal sealed record Subject(string Name, Action<PlanOptions, BinaryWriter> Compute);
