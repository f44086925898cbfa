namespace ModelMarket.Learning.Operators;

/// <summary>One operator from one version on, until the next entry of the same name.</summary>
/// <param name="Domain">Empty for ONNX's own.</param>
/// <param name="Name">The operator's name.</param>
/// <param name="Since">The first operator set it serves.</param>
/// <param name="Types">Element types of its first input.</param>
/// <param name="Infer">Types, shapes, work.</param>
/// <param name="Run">The computation.</param>
/// <param name="Traits">What the plan may do with it.</param>
internal sealed record OperatorEntry(string Domain, string Name, int Since, TypeSet Types, InferRule Infer, RunRule Run, OperatorTraits Traits);
