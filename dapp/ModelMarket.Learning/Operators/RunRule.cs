using ModelMarket.Learning.Execution;

namespace ModelMarket.Learning.Operators;

/// <summary>Writes every element of the outputs; a value that is not allowed is told through <see cref="NodeRun.Fail"/>.</summary>
internal delegate void RunRule(NodeRun run);
