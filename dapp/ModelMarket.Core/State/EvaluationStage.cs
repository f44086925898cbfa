namespace ModelMarket.Core.State;

/// <summary>What is next for a submission whose weights are decoded, in the order of the gates.</summary>
internal enum EvaluationStage : byte
{
    /// <summary>Gate 2.</summary>
    Norm = 1,

    /// <summary>Gate 3: digests.</summary>
    Digest = 2,

    /// <summary>Gate 3: directions of the weight deltas.</summary>
    WeightDirections = 3,

    /// <summary>The score.</summary>
    Score = 4,

    /// <summary>Gate 3: directions of the output deltas.</summary>
    OutputDirections = 5,

    /// <summary>Gate 4.</summary>
    Improvement = 6,

    /// <summary>Gate 5, and what follows when all gates are passed.</summary>
    Floors = 7,
}
