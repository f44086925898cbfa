using ModelMarket.Learning.Training.Privacy;
using ModelMarket.Learning.Weights;

namespace ModelMarket.Learning.Training;

/// <summary>What training gave.</summary>
/// <param name="Weights">The weights: of the best epoch on the hold-out, else of the last.</param>
/// <param name="EpochsRun">Epochs done.</param>
/// <param name="BestEpoch">The epoch whose weights these are.</param>
/// <param name="Loss">Mean loss of the last epoch.</param>
/// <param name="HoldOutScore">The metric's integer of <paramref name="Weights"/> on the hold-out; null without one.</param>
public sealed record TrainingResult(WeightSet Weights, int EpochsRun, int BestEpoch, double Loss, long? HoldOutScore)
{
    /// <summary>What private training has spent; null for ordinary training.</summary>
    public PrivacySpent? Privacy { get; init; }
}
