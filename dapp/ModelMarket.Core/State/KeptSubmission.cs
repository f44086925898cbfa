using ModelMarket.Learning.Weights;

namespace ModelMarket.Core.State;

/// <summary>
/// What gate 3 compares later submissions with. A function of the submission's file, so it is not hashed.
/// </summary>
/// <param name="SubmissionId">Whose it is.</param>
/// <param name="Weights">The decoded tensors.</param>
/// <param name="Outputs">The scored outputs of all rows.</param>
internal sealed record KeptSubmission(int SubmissionId, WeightSet Weights, ReadOnlyMemory<float> Outputs);
